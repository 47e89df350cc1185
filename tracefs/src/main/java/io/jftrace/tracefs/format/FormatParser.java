// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.util.ArrayList;
import java.util.List;

/** Reads the text of an event's {@code format} file (kernel/trace/trace_events.c, f_show). */
public final class FormatParser {

  private static final int LONG_BYTES = 8;

  private final int wordBytes;
  private final List<FormatField> commonFields = new ArrayList<>();
  private final List<FormatField> fields = new ArrayList<>();
  private String name;
  private int id = -1;
  private String printFormat = "";

  private FormatParser(int wordBytes) {
    this.wordBytes = wordBytes;
  }

  /**
   * Parses the text of a {@code format} file of a 64-bit kernel.
   *
   * @throws FormatException if a line that matters cannot be understood
   */
  public static EventFormat parse(String text) throws FormatException {
    return parse(text, LONG_BYTES);
  }

  /**
   * Parses the text of a {@code format} file.
   *
   * @param wordBytes the size of the kernel's {@code long}, 4 or 8
   * @throws FormatException if a line that matters cannot be understood
   */
  public static EventFormat parse(String text, int wordBytes) throws FormatException {
    FormatParser parser = new FormatParser(wordBytes);
    int print = text.indexOf("\nprint fmt:");
    String head = print < 0 ? text : text.substring(0, print);
    for (String line : head.split("\n", -1)) {
      parser.line(line);
    }
    if (print >= 0) {
      parser.printFormat = text.substring(print + "\nprint fmt:".length()).strip();
    }
    return parser.format();
  }

  private void line(String line) throws FormatException {
    if (line.startsWith("name:")) {
      name = line.substring("name:".length()).strip();
    } else if (line.startsWith("ID:")) {
      id = number(line.substring("ID:".length()).strip(), line);
    } else if (FieldLine.matches(line)) {
      FormatField field = FieldLine.parse(line, wordBytes);
      (field.name().startsWith("common_") ? commonFields : fields).add(field);
    }
  }

  private EventFormat format() throws FormatException {
    if (name == null || name.isEmpty() || id < 0) {
      throw new FormatException("event format without a name: and an ID: line");
    }
    return new EventFormat(name, id, commonFields, fields, printFormat);
  }

  private static int number(String digits, String line) throws FormatException {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw FormatException.ofLine(line);
    }
  }
}
