// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** {@code __print_flags} (kernel/trace/trace_output.c, trace_print_flags_seq). */
record FlagsText(Expression value, String delimiter, SymbolTable table) implements TextExpression {

  @Override
  public void text(EventRecord record, StringBuilder out) {
    long flags = value.number(record);
    String before = "";
    for (int i = 0; i < table.size() && flags != 0; i++) {
      long mask = table.value(i);
      if ((flags & mask) == mask) {
        flags &= ~mask;
        out.append(before).append(table.name(i));
        before = delimiter;
      }
    }
    if (flags != 0) {
      Digits.hex(flags, out.append(before).append("0x"));
    }
  }

  @Override
  public int depth() {
    return value.depth() + 1;
  }
}
