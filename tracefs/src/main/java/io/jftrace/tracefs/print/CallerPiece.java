// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;

/** A function of the kernel and what it says. */
record CallerPiece(FormatField caller, TextExpression text, KernelSymbols symbols)
    implements Piece {

  @Override
  public void print(EventRecord record, StringBuilder out) {
    TraceSymbol.append(symbols, record.integer(caller), false, out);
    text.text(record, out.append(": "));
    TrimmedPiece.trim(out);
  }
}
