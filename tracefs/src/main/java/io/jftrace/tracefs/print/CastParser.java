// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.util.ArrayList;
import java.util.List;

/** Finds types: in casts and {@code sizeof}, and before the names of variables. */
final class CastParser {

  private final TokenCursor tokens;
  private final TypeNames names;
  private boolean found;

  CastParser(TokenCursor tokens, TypeNames names) {
    this.tokens = tokens;
    this.names = names;
  }

  /** Whether there was a type in the last try. */
  boolean found() {
    return found;
  }

  /** Takes {@code (type)}, if that follows; null if there is none, or a type that is not known. */
  CType type() {
    found = false;
    if (!tokens.peek().is("(")) {
      return null;
    }
    List<String> words = words(1);
    int end = 1 + words.size();
    if (words.isEmpty() || !tokens.peek(end).is(")")) {
      return null;
    }
    if (!names.isTypeWord(words.get(0)) && !words.contains("*") && !isValue(tokens.peek(end + 1))) {
      return null;
    }
    found = true;
    tokens.skip(end + 1);
    return names.of(words);
  }

  /** Takes the type of {@code type name =}, if that follows. */
  CType declared() {
    List<String> words = words(0);
    int names = words.size();
    found = names > 1 && tokens.peek(names).is("=");
    if (!found) {
      return null;
    }
    tokens.skip(names - 1);
    return this.names.of(words.subList(0, names - 1));
  }

  /** Names, and stars behind them. */
  private List<String> words(int ahead) {
    List<String> words = new ArrayList<>();
    Token token = tokens.peek(ahead);
    while (token.kind() == Token.Kind.NAME && !token.text().equals("REC")) {
      words.add(token.text());
      token = tokens.peek(ahead + words.size());
    }
    while (!words.isEmpty() && (token.is("*") || token.text().equals("const"))) {
      words.add(token.text());
      token = tokens.peek(ahead + words.size());
    }
    return words;
  }

  /** Whether a value begins: a name in parentheses before it can only be a type's. */
  private static boolean isValue(Token token) {
    return switch (token.kind()) {
      case NAME, NUMBER, STRING -> true;
      case OPERATOR -> token.is("(") || token.is("~") || token.is("!");
      case END -> false;
    };
  }
}
