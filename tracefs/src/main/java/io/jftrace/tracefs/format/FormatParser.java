// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of an event's {@code format} file (kernel/trace/trace_events.c, f_show). */
public final class FormatParser {

  private static final int LONG_BYTES = 8;

  /** No record, and so no offset, is longer than a sub-buffer. */
  private static final Pattern FIELD =
      Pattern.compile(
          "\\s*field:\\s*([^;]+);\\s*offset:(\\d{1,7});\\s*size:(\\d{1,7});"
              + "(?:\\s*signed:([01]);)?\\s*");

  /** A declaration: a type, a name, and perhaps an array's bounds behind it. */
  private static final Pattern DECLARATION =
      Pattern.compile("(.*[\\s*\\]])([A-Za-z_]\\w*)\\s*((?:\\[[^\\[\\]]*\\])*)");

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
    } else if (line.strip().startsWith("field:")) {
      FormatField field = field(line);
      (field.name().startsWith("common_") ? commonFields : fields).add(field);
    }
  }

  private EventFormat format() throws FormatException {
    if (name == null || name.isEmpty() || id < 0) {
      throw new FormatException("event format without a name: and an ID: line");
    }
    return new EventFormat(name, id, commonFields, fields, printFormat);
  }

  private FormatField field(String line) throws FormatException {
    Matcher field = FIELD.matcher(line);
    if (field.matches()) {
      Matcher declaration = DECLARATION.matcher(field.group(1).strip());
      if (declaration.matches()) {
        String type = declaration.group(1).strip() + declaration.group(3);
        int size = number(field.group(3), line);
        boolean signed = "1".equals(field.group(4));
        return new FormatField(
            declaration.group(2),
            FieldTypes.of(type, size, signed, wordBytes),
            number(field.group(2), line),
            size);
      }
    }
    throw new FormatException("event format line not understood: " + line.strip());
  }

  private static int number(String digits, String line) throws FormatException {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new FormatException("event format line not understood: " + line.strip());
    }
  }
}
