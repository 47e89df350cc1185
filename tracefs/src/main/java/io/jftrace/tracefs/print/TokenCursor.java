// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.util.List;

/** Goes through words of C. */
final class TokenCursor {

  private final List<Token> tokens;
  private int position;

  TokenCursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return peek(0);
  }

  Token peek(int ahead) {
    int at = position + ahead;
    return at < tokens.size() ? tokens.get(at) : Token.LAST;
  }

  Token next() {
    Token token = peek();
    position++;
    return token;
  }

  void skip(int count) {
    position += count;
  }

  boolean accept(String operator) {
    boolean found = peek().is(operator);
    if (found) {
      position++;
    }
    return found;
  }

  void expect(String operator) throws NotUnderstood {
    Token token = next();
    if (!token.is(operator)) {
      throw new NotUnderstood(token.text() + " where " + operator + " was expected");
    }
  }

  String expectName() throws NotUnderstood {
    Token token = next();
    if (token.kind() != Token.Kind.NAME) {
      throw new NotUnderstood(token.text() + " where a name was expected");
    }
    return token.text();
  }

  boolean atEnd() {
    return peek().kind() == Token.Kind.END;
  }

  /** Texts that follow each other are one. */
  String expectText() throws NotUnderstood {
    if (peek().kind() != Token.Kind.STRING) {
      throw new NotUnderstood(peek().text() + " where a text was expected");
    }
    StringBuilder text = new StringBuilder();
    while (peek().kind() == Token.Kind.STRING) {
      text.append(next().text());
    }
    return text.toString();
  }
}
