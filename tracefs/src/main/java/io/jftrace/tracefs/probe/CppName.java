// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

/** Names of C++ functions as people write them. */
public final class CppName {

  private static final String OPERATOR = "operator";

  private CppName() {}

  /**
   * The name without the parameters, and without the type of what it returns, which those of
   * templates have: {@code Foo::bar} of {@code void Foo::bar(int) const}.
   */
  public static String withoutParameters(String demangled) {
    int close = demangled.lastIndexOf(')');
    int open = close < 0 ? -1 : opening(demangled, close);
    boolean hasParameters = open > 0 && !demangled.substring(0, open).endsWith(OPERATOR);
    String name = hasParameters ? demangled.substring(0, open) : demangled;
    return hasParameters ? name.substring(afterReturnType(name)) : name;
  }

  /** The bracket that belongs to a closing one; -1 if there is none. */
  private static int opening(String text, int close) {
    int depth = 0;
    for (int at = close; at >= 0; at--) {
      char c = text.charAt(at);
      depth += c == ')' ? 1 : c == '(' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    return -1;
  }

  /** Behind the last blank that is neither in brackets nor in the name of an operator. */
  private static int afterReturnType(String name) {
    int operator = name.indexOf(OPERATOR);
    int end = operator < 0 ? name.length() : operator;
    int depth = 0;
    int after = 0;
    for (int at = 0; at < end; at++) {
      char c = name.charAt(at);
      depth += c == '<' || c == '(' ? 1 : c == '>' || c == ')' ? -1 : 0;
      if (c == ' ' && depth == 0) {
        after = at + 1;
      }
    }
    return after;
  }
}
