// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** A text whose own end of line is left to the caller. */
record TrimmedPiece(Piece text) implements Piece {

  @Override
  public void print(EventRecord record, StringBuilder out) {
    text.print(record, out);
    trim(out);
  }

  static void trim(StringBuilder out) {
    int last = out.length() - 1;
    if (last >= 0 && out.charAt(last) == '\n') {
      out.setLength(last);
    }
  }
}
