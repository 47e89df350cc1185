// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

/**
 * A word of C.
 *
 * @param text a name, an operator, or a string's characters, its escapes replaced
 * @param number a number's value
 * @param type a number's type
 */
record Token(Kind kind, String text, long number, CType type) {

  enum Kind {
    NAME,
    NUMBER,
    STRING,
    OPERATOR,
    END
  }

  static final Token LAST = new Token(Kind.END, "its end", 0, null);

  boolean is(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }
}
