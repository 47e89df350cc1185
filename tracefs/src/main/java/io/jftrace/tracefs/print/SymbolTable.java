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

  /** Parses {@code , { 1, "one" }, …} up to the closing parenthesis of the call. */
  static SymbolTable parse(TokenCursor tokens, ExpressionParser parser, CType type)
      throws NotUnderstood {
    List<Long> values = new ArrayList<>();
    List<String> names = new ArrayList<>();
    while (tokens.accept(",")) {
      if (tokens.peek().is(")")) {
        break;
      }
      tokens.expect("{");
      if (!(parser.number() instanceof Constant constant)) {
        throw new NotUnderstood("a symbol whose value is no constant");
      }
      tokens.expect(",");
      values.add(type.narrow(constant.value()));
      names.add(tokens.expectText());
      tokens.expect("}");
    }
    long[] numbers = values.stream().mapToLong(Long::longValue).toArray();
    return new SymbolTable(numbers, names.toArray(new String[0]));
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
