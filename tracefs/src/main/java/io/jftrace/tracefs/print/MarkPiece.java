// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;

/**
 * What was written to {@code trace_marker}, or by {@code trace_puts} in the kernel. Its end of line
 * is left to the caller.
 */
record MarkPiece(FormatField caller, FormatField text, KernelSymbols symbols) implements Piece {

  /** Nearly always, which matters where symbols are not known. */
  private static final String USUAL_CALLER = "tracing_mark_write";

  @Override
  public void print(EventRecord record, StringBuilder out) {
    String name = symbols.nameOf(record.integer(caller));
    out.append(name == null ? USUAL_CALLER : name.substring(0, TraceSymbol.nameLength(name)));
    out.append(": ").append(record.text(text));
    TrimmedPiece.trim(out);
  }
}
