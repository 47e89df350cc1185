// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** {@code %pS} and {@code %ps}: a symbol, with or without offset; in hex if there is none. */
record SymbolName(Expression value, KernelSymbols symbols, boolean offset)
    implements TextExpression {

  @Override
  public void text(EventRecord record, StringBuilder out) {
    long address = value.number(record);
    String name = symbols.nameOf(address);
    if (name == null) {
      Digits.hex(address, out.append("0x"));
    } else if (offset) {
      out.append(name);
    } else {
      int module = name.indexOf(" [");
      out.append(name, 0, TraceSymbol.nameLength(name));
      out.append(module < 0 ? "" : name.substring(module));
    }
  }

  @Override
  public int depth() {
    return value.depth() + 1;
  }
}
