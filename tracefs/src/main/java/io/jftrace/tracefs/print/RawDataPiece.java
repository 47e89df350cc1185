// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;

/** What was written to {@code trace_marker_raw}; its end is filled up to four bytes. */
record RawDataPiece(FormatField id, FormatField data) implements Piece {

  @Override
  public void print(EventRecord record, StringBuilder out) {
    Digits.hex(record.integer(id), out.append("# "));
    out.append(" buf:");
    for (byte value : record.bytes(data)) {
      Digits.hexByte(value, out.append(' '));
    }
  }
}
