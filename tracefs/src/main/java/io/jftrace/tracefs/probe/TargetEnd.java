// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

/** Finds where a target ends: at a blank, but for those in the parameters of a C++ function. */
final class TargetEnd {

  /** The names of C++ operators have brackets that are none. */
  private static final String OPERATOR = "operator";

  private static final String OPERATOR_CHARACTERS = "<>=-!()[]+*/%^&|~,";

  private TargetEnd() {}

  static int of(String text, int from) {
    int depth = 0;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' && depth == 0) {
        return at;
      }
      if (text.startsWith(OPERATOR, at)) {
        at = afterOperator(text, at + OPERATOR.length());
        continue;
      }
      depth += c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0;
      at++;
    }
    // A bracket that is not closed: the user is told of the target, not of all that follows.
    int blank = text.indexOf(' ', from);
    return depth == 0 || blank < 0 ? text.length() : blank;
  }

  /** {@code operator()(int)} has its parameters after the first two brackets. */
  private static int afterOperator(String text, int from) {
    if (text.startsWith("()", from)) {
      return from + 2;
    }
    int at = from;
    while (at < text.length()
        && text.charAt(at) != '('
        && OPERATOR_CHARACTERS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }
}
