// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import java.util.Arrays;

/** {@code %pI4}, or with leading zeros {@code %pi4} (lib/vsprintf.c, ip4_string). */
record Ipv4Text(Region bytes, boolean leadingZeros, boolean swapped) implements TextExpression {

  @Override
  public void text(EventRecord record, StringBuilder out) {
    byte[] address = Arrays.copyOf(bytes.bytes(record), 4);
    append(address, 0, leadingZeros, swapped, out);
  }

  static void append(
      byte[] address, int at, boolean leadingZeros, boolean swapped, StringBuilder out) {
    for (int i = 0; i < 4; i++) {
      int value = address[at + (swapped ? 3 - i : i)] & 0xff;
      if (i > 0) {
        out.append('.');
      }
      if (leadingZeros) {
        out.append(value < 10 ? "00" : value < 100 ? "0" : "");
      }
      out.append(value);
    }
  }
}
