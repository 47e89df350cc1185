// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** {@code %pS} and {@code %ps}: a symbol, with or without offset; in hex if there is none. */
record SymbolName(Expression value, KernelSymbols symbols, boolean offset)
    implements TextExpression {

  @Override
  public void text(EventRecord record, StringBuilder out) {
    append(symbols, value.number(record), offset, out);
  }

  static void append(KernelSymbols symbols, long address, boolean offset, StringBuilder out) {
    String name = symbols.nameOf(address);
    if (name == null) {
      Digits.hex(address, out.append("0x"));
      return;
    }
    int plus = offset ? -1 : name.indexOf("+0x");
    int module = name.indexOf(" [");
    if (plus < 0) {
      out.append(name);
    } else {
      out.append(name, 0, plus).append(module < 0 ? "" : name.substring(module));
    }
  }

  @Override
  public int depth() {
    return value.depth() + 1;
  }
}
