// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** {@code %px}: an address with all its digits. */
record AddressPiece(Spec spec, Expression value, int wordBytes) implements Piece {

  @Override
  public void print(EventRecord record, StringBuilder out) {
    int start = out.length();
    long address = CType.number(wordBytes, false).narrow(value.number(record));
    out.append(spec.has('#') ? "0x" : "");
    Digits.hex(address, spec.width() == null || spec.has('0') ? 2 * wordBytes : 1, out);
    spec.pad(record, start, out);
  }
}
