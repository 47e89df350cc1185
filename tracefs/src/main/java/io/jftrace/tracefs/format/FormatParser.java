// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of an event's {@code format} file (kernel/trace/trace_events.c, f_show). */
public final class FormatParser {

  private static final Pattern FIELD =
      Pattern.compile(
          "\\s*field:\\s*(.+?);\\s*offset:(\\d+);\\s*size:(\\d+);\\s*signed:([01]);\\s*");

  /** A declaration: a type, a name, and perhaps an array's length behind it. */
  private static final Pattern DECLARATION =
      Pattern.compile("(.*?[\\s*\\])])\\s*([A-Za-z_]\\w*)\\s*(\\[[^\\]]*\\])?");

  private FormatParser() {}

  /**
   * Parses the text of a {@code format} file.
   *
   * @throws FormatException if a line that matters cannot be understood
   */
  public static EventFormat parse(String text) throws FormatException {
    String name = null;
    int id = -1;
    String printFormat = "";
    List<FormatField> fields = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("name:")) {
        name = line.substring(5).strip();
      } else if (line.startsWith("ID:")) {
        id = number(line.substring(3).strip(), line);
      } else if (line.startsWith("print fmt:")) {
        printFormat = line.substring(10).strip();
      } else if (line.strip().startsWith("field:")) {
        fields.add(field(line));
      }
    }
    if (name == null || id < 0) {
      throw new FormatException("no name: or no ID: line in event format: " + text);
    }
    return new EventFormat(name, id, fields, printFormat);
  }

  private static FormatField field(String line) throws FormatException {
    Matcher field = FIELD.matcher(line);
    if (field.matches()) {
      Matcher declaration = DECLARATION.matcher(field.group(1));
      if (declaration.matches()) {
        String array = declaration.group(3) == null ? "" : declaration.group(3);
        return new FormatField(
            declaration.group(1).strip() + array,
            declaration.group(2),
            number(field.group(2), line),
            number(field.group(3), line),
            field.group(4).equals("1"));
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
