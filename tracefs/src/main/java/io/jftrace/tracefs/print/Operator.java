// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.util.HashMap;
import java.util.Map;

/** C's binary operators; the higher the precedence, the closer they bind. */
enum Operator {
  OR("||", 1),
  AND("&&", 2),
  BIT_OR("|", 3),
  BIT_XOR("^", 4),
  BIT_AND("&", 5),
  EQUAL("==", 6),
  NOT_EQUAL("!=", 6),
  LESS("<", 7),
  LESS_EQUAL("<=", 7),
  GREATER(">", 7),
  GREATER_EQUAL(">=", 7),
  SHIFT_LEFT("<<", 8),
  SHIFT_RIGHT(">>", 8),
  PLUS("+", 9),
  MINUS("-", 9),
  TIMES("*", 10),
  DIVIDE("/", 10),
  REMAINDER("%", 10);

  private static final Map<String, Operator> BY_SIGN = new HashMap<>();

  static {
    for (Operator operator : values()) {
      BY_SIGN.put(operator.sign, operator);
    }
  }

  private final String sign;
  private final int precedence;

  Operator(String sign, int precedence) {
    this.sign = sign;
    this.precedence = precedence;
  }

  /** The operator that the token is; null if it is none. */
  static Operator of(Token token) {
    return token.kind() == Token.Kind.OPERATOR ? BY_SIGN.get(token.text()) : null;
  }

  int precedence() {
    return precedence;
  }

  boolean isShift() {
    return this == SHIFT_LEFT || this == SHIFT_RIGHT;
  }

  boolean isLogical() {
    return this == OR || this == AND;
  }

  boolean isComparison() {
    return precedence == EQUAL.precedence || precedence == LESS.precedence;
  }
}
