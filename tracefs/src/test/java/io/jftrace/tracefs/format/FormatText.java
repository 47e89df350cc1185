// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A {@code format} file, taken apart independently of {@link FormatParser}: by its semicolons. */
record FormatText(Path file, String text) {

  /** A field line: {@code field:TYPE NAME[BOUND]; offset:N; size:N; signed:N;}. */
  record Line(String type, String name, String bound, int offset, int size, boolean signed) {

    static Line of(String line) {
      String[] parts = line.strip().split(";", -1);
      String declaration = value(parts[0]);
      int bracket = declaration.endsWith("]") ? declaration.lastIndexOf('[') : -1;
      String bound = bracket < 0 ? null : declaration.substring(bracket + 1).replace("]", "");
      String rest = bracket < 0 ? declaration : declaration.substring(0, bracket);
      int space = rest.lastIndexOf(' ');
      int size = Integer.parseInt(value(parts[2]));
      return new Line(
          rest.substring(0, space).strip(),
          rest.substring(space + 1),
          bound,
          Integer.parseInt(value(parts[1])),
          size,
          value(parts[3]).equals("1"));
    }

    private static String value(String part) {
      return part.substring(part.indexOf(':') + 1).strip();
    }

    boolean isLocation() {
      return isDataLoc() || type.startsWith("__rel_loc ");
    }

    boolean isDataLoc() {
      return type.startsWith("__data_loc ");
    }

    boolean isArray() {
      return bound != null || type.endsWith("]");
    }

    /** The C type of a single value. */
    String elementType() {
      return type.replace("__data_loc ", "").replace("__rel_loc ", "").replaceAll("\\[.*", "");
    }

    int end() {
      return offset + size;
    }
  }

  List<Line> lines() {
    return text.lines().filter(line -> line.startsWith("\tfield:")).map(Line::of).toList();
  }

  /** All of a directory that is laid out as tracefs' {@code events/}, but for what vanishes. */
  static List<FormatText> read(Path events) throws IOException {
    List<FormatText> texts = new ArrayList<>();
    Files.walkFileTree(
        events,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (file.getFileName().toString().equals("format")) {
              add(file, texts);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
    texts.sort(Comparator.comparing(FormatText::file));
    return texts;
  }

  private static void add(Path file, List<FormatText> texts) throws IOException {
    try {
      texts.add(new FormatText(file, Files.readString(file)));
    } catch (NoSuchFileException e) {
      // A probe of somebody's that was deleted meanwhile.
    }
  }
}
