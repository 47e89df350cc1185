// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

/**
 * A line of a {@code format} file that declares a field, as {@code field:char comm[16]; offset:8;
 * size:16; signed:0;}. Taken apart by hand in one pass: a regular expression for it backtracks, or
 * recurses, without end on lines that no kernel writes.
 */
final class FieldLine {

  /** No record, and so no offset, is longer than a sub-buffer. */
  private static final int MAX_DIGITS = 7;

  private final String line;
  private int position;

  private FieldLine(String line) {
    this.line = line.strip();
  }

  static boolean matches(String line) {
    return line.strip().startsWith("field:");
  }

  /**
   * The field that a line declares.
   *
   * @param wordBytes the size of the kernel's {@code long}
   * @throws FormatException if the line cannot be understood
   */
  static FormatField parse(String line, int wordBytes) throws FormatException {
    return new FieldLine(line).field(wordBytes);
  }

  private FormatField field(int wordBytes) throws FormatException {
    String declaration = text("field:");
    int offset = number("offset:");
    int size = number("size:");
    // The oldest kernels do not say it.
    int signed = position < line.length() ? number("signed:") : 0;
    int nameEnd = beforeBounds(declaration);
    int nameStart = nameStart(declaration, nameEnd);
    if (position < line.length() || signed > 1 || nameStart < 1) {
      throw notUnderstood();
    }
    String name = declaration.substring(nameStart, nameEnd);
    String bounds = declaration.substring(nameEnd).strip();
    String type = declaration.substring(0, nameStart).strip() + bounds;
    return new FormatField(name, FieldTypes.of(type, size, signed == 1, wordBytes), offset, size);
  }

  /** What is between the key and the next semicolon. */
  private String text(String key) throws FormatException {
    int end = line.indexOf(';', position);
    if (end < 0 || !line.startsWith(key, position)) {
      throw notUnderstood();
    }
    String text = line.substring(position + key.length(), end).strip();
    position = end + 1;
    while (position < line.length() && Character.isWhitespace(line.charAt(position))) {
      position++;
    }
    return text;
  }

  private int number(String key) throws FormatException {
    String digits = text(key);
    if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
      throw notUnderstood();
    }
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw notUnderstood();
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /** Where the name in front of an array's bounds ends; -1 if these are not closed. */
  private static int beforeBounds(String declaration) {
    int end = declaration.length();
    while (end > 0 && declaration.charAt(end - 1) == ']') {
      int open = end - 2;
      while (open >= 0 && declaration.charAt(open) != '[' && declaration.charAt(open) != ']') {
        open--;
      }
      if (open < 0 || declaration.charAt(open) == ']') {
        return -1;
      }
      end = open;
    }
    while (end > 0 && Character.isWhitespace(declaration.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /** Where the name starts, behind its type; -1 if there is no name or no type. */
  private static int nameStart(String declaration, int nameEnd) {
    int start = nameEnd;
    while (start > 0 && isWordPart(declaration.charAt(start - 1))) {
      start--;
    }
    if (start < 1 || start == nameEnd || isDigit(declaration.charAt(start))) {
      return -1;
    }
    char before = declaration.charAt(start - 1);
    return Character.isWhitespace(before) || before == '*' || before == ']' ? start : -1;
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private FormatException notUnderstood() {
    return FormatException.ofLine(line);
  }
}
