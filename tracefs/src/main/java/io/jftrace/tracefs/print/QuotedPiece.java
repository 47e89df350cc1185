// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** A text that a probe read, in quotes; without, if it could not (kernel/trace/trace_probe.c). */
record QuotedPiece(StoredText value) implements Piece {

  @Override
  public void print(EventRecord record, StringBuilder out) {
    if (value.isMissing(record)) {
      out.append("(fault)");
    } else {
      out.append('"');
      value.text(record, out);
      out.append('"');
    }
  }
}
