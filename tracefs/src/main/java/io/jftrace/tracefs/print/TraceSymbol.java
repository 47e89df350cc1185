// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/**
 * A function as the tracer itself names it, in stacks and probes (kernel/trace/trace_output.c,
 * trace_seq_print_sym): without its module if without offset.
 */
record TraceSymbol(Expression address, KernelSymbols symbols, boolean offset) implements Piece {

  /** Where a function returns to while a return probe is on it; its names in 5.14 and later. */
  private static final String TRAMPOLINE = "arch_rethook_trampoline+0x0/";

  private static final String OLD_TRAMPOLINE = "__kretprobe_trampoline+0x0/";

  @Override
  public void print(EventRecord record, StringBuilder out) {
    append(symbols, address.number(record), offset, out);
  }

  static void append(KernelSymbols symbols, long address, boolean offset, StringBuilder out) {
    String name = symbols.nameOf(address);
    if (name == null) {
      Digits.hex(address, out.append("0x"));
    } else if (name.startsWith(TRAMPOLINE) || name.startsWith(OLD_TRAMPOLINE)) {
      out.append("[unknown/kretprobe'd]");
    } else {
      out.append(name, 0, offset ? name.length() : nameLength(name));
    }
  }

  /** How long a symbol's name is without its offset and what follows. */
  static int nameLength(String name) {
    int plus = name.indexOf("+0x");
    return plus < 0 ? name.length() : plus;
  }
}
