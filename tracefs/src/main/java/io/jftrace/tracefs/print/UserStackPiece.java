// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;

/** A stack of a process, a line for each address. */
record UserStackPiece(FormatField addresses, int wordBytes) implements Piece {

  @Override
  public void print(EventRecord record, StringBuilder out) {
    out.append("<user stack trace>");
    int count = record.count(addresses);
    for (int i = 0; i < count; i++) {
      long address = record.integer(addresses, i);
      if (address == 0) {
        break;
      }
      Digits.hex(address, 2 * wordBytes, out.append("\n =>  <"));
      out.append('>');
    }
  }
}
