// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.util.ArrayList;
import java.util.List;

/** The pairs of a number and a text that flags and symbols are printed by. */
final class SymbolTable {

  private final long[] values;
  private final String[] names;

  private SymbolTable(long[] values, String[] names) {
    this.values = values;
    this.names = names;
  }

  /**
   * Parses {@code , { 1, "one" }, …} up to the closing parenthesis of the call. A pair without a
   * name is the table's end for the kernel.
   */
  static SymbolTable parse(TokenCursor tokens, ExpressionParser parser, CType type)
      throws NotUnderstood {
    List<Long> values = new ArrayList<>();
    List<String> names = new ArrayList<>();
    boolean ended = false;
    while (tokens.accept(",")) {
      tokens.expect("{");
      if (tokens.accept("}")) {
        ended = true;
        continue;
      }
      long value = type.narrow(constant(parser));
      tokens.expect(",");
      String name = name(tokens, parser);
      tokens.expect("}");
      ended |= name == null;
      if (!ended) {
        values.add(value);
        names.add(name);
      }
    }
    long[] numbers = values.stream().mapToLong(Long::longValue).toArray();
    return new SymbolTable(numbers, names.toArray(new String[0]));
  }

  private static long constant(ExpressionParser parser) throws NotUnderstood {
    if (parser.number() instanceof Constant constant) {
      return constant.value();
    }
    throw new NotUnderstood("a symbol whose value is no constant");
  }

  /** Null for C's null. */
  private static String name(TokenCursor tokens, ExpressionParser parser) throws NotUnderstood {
    if (tokens.peek().kind() == Token.Kind.STRING) {
      return tokens.expectText();
    }
    if (constant(parser) != 0) {
      throw new NotUnderstood("a symbol without a name");
    }
    return null;
  }

  long value(int index) {
    return values[index];
  }

  String name(int index) {
    return names[index];
  }

  int size() {
    return values.length;
  }
}
