// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** {@code __print_symbolic} (kernel/trace/trace_output.c, trace_print_symbols_seq). */
record SymbolText(Expression value, SymbolTable table) implements TextExpression {

  @Override
  public void text(EventRecord record, StringBuilder out) {
    long number = value.number(record);
    for (int i = 0; i < table.size(); i++) {
      if (table.value(i) == number) {
        if (table.name(i).isEmpty()) {
          break;
        }
        out.append(table.name(i));
        return;
      }
    }
    Digits.hex(number, out.append("0x"));
  }

  @Override
  public int depth() {
    return value.depth() + 1;
  }
}
