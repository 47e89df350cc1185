// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** {@code %c}: a byte; one that is no character by itself is replaced. */
record CharacterPiece(Spec spec, Expression value) implements Piece {

  @Override
  public void print(EventRecord record, StringBuilder out) {
    int start = out.length();
    int code = (int) value.number(record) & 0xff;
    out.append(code < 0x80 ? (char) code : '\ufffd');
    spec.pad(record, start, out);
  }
}
