// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts C into its words. */
final class CLexer {

  /** The longest that a kernel is known to have is shorter than 6,000 characters. */
  private static final int MAX_CHARACTERS = 1 << 17;

  private static final String[] OPERATORS = {
    "->", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+", "-", "*", "/", "%", "<", ">", "!",
    "~", "&", "|", "^", "?", ":", "(", ")", "[", "]", "{", "}", ",", ";", "=", "."
  };

  private final String source;
  private final int wordBytes;
  private int position;

  private CLexer(String source, int wordBytes) {
    this.source = source;
    this.wordBytes = wordBytes;
  }

  static List<Token> tokens(String source, int wordBytes) throws NotUnderstood {
    if (source.length() > MAX_CHARACTERS) {
      throw new NotUnderstood("longer than " + MAX_CHARACTERS + " characters");
    }
    CLexer lexer = new CLexer(source, wordBytes);
    List<Token> tokens = new ArrayList<>();
    for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
      tokens.add(token);
    }
    return tokens;
  }

  private Token next() throws NotUnderstood {
    while (position < source.length() && source.charAt(position) <= ' ') {
      position++;
    }
    if (position == source.length()) {
      return Token.LAST;
    }
    char c = source.charAt(position);
    if (isWord(c)) {
      return Character.digit(c, 10) >= 0 ? number() : name();
    }
    if (c == '"') {
      return new Token(Token.Kind.STRING, quoted('"'), 0, null);
    }
    if (c == '\'') {
      String character = quoted('\'');
      long value = character.isEmpty() ? 0 : character.charAt(0);
      return new Token(Token.Kind.NUMBER, character, value, CType.INT);
    }
    return operator();
  }

  private static boolean isWord(char c) {
    return c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
  }

  private Token name() {
    int from = position;
    while (position < source.length() && isWord(source.charAt(position))) {
      position++;
    }
    return new Token(Token.Kind.NAME, source.substring(from, position), 0, null);
  }

  private Token operator() throws NotUnderstood {
    for (String operator : OPERATORS) {
      if (source.startsWith(operator, position)) {
        position += operator.length();
        return new Token(Token.Kind.OPERATOR, operator, 0, null);
      }
    }
    throw new NotUnderstood("a character '" + source.charAt(position) + "'");
  }

  private Token number() throws NotUnderstood {
    String word = name().text();
    int end = word.length();
    boolean hex = word.startsWith("0x") || word.startsWith("0X");
    while (end > 0 && "uUlL".indexOf(word.charAt(end - 1)) >= 0) {
      end--;
    }
    int base = hex ? 16 : word.startsWith("0") && end > 1 ? 8 : 10;
    String suffix = word.substring(end).toLowerCase(Locale.ROOT);
    try {
      long value = Long.parseUnsignedLong(word.substring(hex ? 2 : 0, end), base);
      return new Token(Token.Kind.NUMBER, word, value, typeOf(value, suffix, base == 10));
    } catch (NumberFormatException e) {
      throw new NotUnderstood("a number " + word);
    }
  }

  /** The first type that has room for the value (C11, 6.4.4.1). */
  private CType typeOf(long value, String suffix, boolean decimal) {
    boolean unsigned = suffix.contains("u");
    int bytes = suffix.contains("ll") ? 8 : suffix.contains("l") ? wordBytes : 4;
    if (bytes == 4 && (value >>> 32) != 0) {
      bytes = 8;
    }
    boolean topBit = bytes == 8 ? value < 0 : (value >>> 31) != 0;
    if (topBit && decimal && !unsigned && bytes == 4) {
      return CType.S64;
    }
    return CType.number(bytes, !unsigned && !topBit);
  }

  private String quoted(char quote) throws NotUnderstood {
    StringBuilder text = new StringBuilder();
    position++;
    while (position < source.length() && source.charAt(position) != quote) {
      char c = source.charAt(position++);
      text.append(c == '\\' && position < source.length() ? escape() : c);
    }
    if (position == source.length()) {
      throw new NotUnderstood("a text without an end");
    }
    position++;
    return text.toString();
  }

  private char escape() {
    char c = source.charAt(position++);
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'a' -> 7;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'v' -> 11;
      case 'e' -> 27;
      case 'x' -> coded(16, 2);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        position--;
        yield coded(8, 3);
      }
      default -> c;
    };
  }

  private char coded(int base, int maxDigits) {
    int value = 0;
    for (int i = 0; i < maxDigits && position < source.length(); i++) {
      int digit = Character.digit(source.charAt(position), base);
      if (digit < 0) {
        break;
      }
      value = value * base + digit;
      position++;
    }
    return (char) (value & 0xff);
  }
}
