// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;

/** A stack of the kernel, a line for each address. */
record KernelStackPiece(FormatField addresses, int wordBytes, KernelSymbols symbols)
    implements Piece {

  @Override
  public void print(EventRecord record, StringBuilder out) {
    out.append("<stack trace>");
    long end = CType.number(wordBytes, false).narrow(-1);
    int count = record.count(addresses);
    for (int i = 0; i < count; i++) {
      long address = record.integer(addresses, i);
      if (address == end) {
        break;
      }
      TraceSymbol.append(symbols, address, false, out.append("\n => "));
    }
  }
}
