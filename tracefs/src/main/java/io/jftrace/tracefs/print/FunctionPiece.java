// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;

/** A call that the function tracer saw. */
record FunctionPiece(FormatField function, FormatField caller, KernelSymbols symbols)
    implements Piece {

  @Override
  public void print(EventRecord record, StringBuilder out) {
    TraceSymbol.append(symbols, record.integer(function), false, out);
    long from = record.integer(caller);
    if (from != 0) {
      TraceSymbol.append(symbols, from, false, out.append(" <-"));
    }
  }
}
