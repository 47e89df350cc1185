// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import io.jftrace.tracefs.elf.ElfImage;
import io.jftrace.tracefs.probe.Libraries;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What can be probed in the files that a process has mapped, file by file. */
final class LibrarySections {

  private static final ProbePattern ALL = new ProbePattern("");

  private final Libraries libraries;

  /** Null: static probes, and the number of functions. */
  private final ProbePattern pattern;

  private final String command;

  LibrarySections(Libraries libraries, ProbePattern pattern, String command) {
    this.libraries = libraries;
    this.pattern = pattern;
    this.command = command;
  }

  /**
   * A file.
   *
   * @param path one of {@link Libraries#paths()}
   */
  Section section(String path) throws IOException {
    Path file = libraries.find(path);
    String library = name(path, file);
    if (pattern != null && !mayMatch(library)) {
      return Section.NONE;
    }
    try {
      ElfImage image = ElfImage.read(file);
      Section section = pattern == null ? summary(library, image) : found(library, image);
      return section.isEmpty() ? section : section.under(heading(library, path, file));
    } catch (AccessDeniedException e) {
      Section unreadable = new Section(path, List.of(), List.of("must not be read"));
      return pattern == null ? unreadable : Section.NONE;
    } catch (IOException e) {
      // No ELF file, as the archives of classes that the JVM maps.
      return Section.NONE;
    }
  }

  private boolean mayMatch(String library) {
    return pattern.mayBeginWith("usdt:" + library + ":") || FunctionRows.mayMatch(library, pattern);
  }

  /**
   * Its name without version and ending, {@code libc} for {@code libc.so.6} and {@code
   * libc-2.31.so}; the path if that is the name of another file, too, or it is no library.
   */
  private String name(String path, Path file) {
    String fileName = path.substring(path.lastIndexOf('/') + 1);
    String name = fileName.replaceFirst("(-\\d+\\.[\\d.]+)?\\.so.*", "");
    try {
      return fileName.contains(".so") && libraries.find(name).equals(file) ? name : path;
    } catch (IOException e) {
      // There are several.
      return path;
    }
  }

  /** All who have mapped the file feel a breakpoint in it. */
  private String heading(String library, String path, Path file) {
    int others = libraries.otherProcesses(file);
    String processes = others == 1 ? " other process" : " other processes";
    String name = library.equals(path) ? path : library + ": " + path;
    return name + "; mapped by " + others + processes + " that can be seen";
  }

  private Section summary(String library, ElfImage image) throws IOException {
    int functions = new FunctionRows(library, image).count();
    String remark = functions + " functions: " + command + " 'uprobe:" + library + ":*'";
    return new Section(
        library, UsdtRows.rows(library, image, ALL), functions == 0 ? List.of() : List.of(remark));
  }

  private Section found(String library, ElfImage image) throws IOException {
    List<ProbeRow> rows = new ArrayList<>(UsdtRows.rows(library, image, pattern));
    if (FunctionRows.mayMatch(library, pattern)) {
      rows.addAll(new FunctionRows(library, image).rows(pattern));
    }
    return new Section(library, rows, List.of());
  }
}
