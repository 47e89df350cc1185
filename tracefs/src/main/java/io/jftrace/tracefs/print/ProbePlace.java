// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.util.List;

/**
 * Where a probe is, which its format has in hex, and the kernel's text by name
 * (kernel/trace/trace_kprobe.c, print_kprobe_event and print_kretprobe_event).
 */
final class ProbePlace {

  private static final String ENTRY = "(%lx)";
  private static final String RETURN = "(%lx <- %lx)";

  private ProbePlace() {}

  /** Adds the pieces of a probe's place, and tells how many characters of the format they are. */
  static int parse(String text, Arguments arguments, Context context, List<Piece> pieces)
      throws NotUnderstood {
    KernelSymbols symbols = context.facts().symbols();
    if (text.startsWith(ENTRY) && context.format().find("__probe_ip") != null) {
      pieces.add(new Literal("("));
      pieces.add(new TraceSymbol(arguments.nextNumber(), symbols, true));
      pieces.add(new Literal(")"));
      return ENTRY.length();
    }
    if (text.startsWith(RETURN) && context.format().find("__probe_ret_ip") != null) {
      // The text names where the function returns to first.
      Expression function = arguments.nextNumber();
      pieces.add(new Literal("("));
      pieces.add(new TraceSymbol(arguments.nextNumber(), symbols, true));
      pieces.add(new Literal(" <- "));
      pieces.add(new TraceSymbol(function, symbols, false));
      pieces.add(new Literal(")"));
      return RETURN.length();
    }
    return 0;
  }
}
