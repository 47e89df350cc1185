// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import java.util.Arrays;

/** {@code %pU}; with little-endian numbers in the first half, a GUID. */
record UuidText(Region bytes, boolean little, boolean upper) implements TextExpression {

  private static final int[] BIG = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  private static final int[] LITTLE = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

  @Override
  public void text(EventRecord record, StringBuilder out) {
    byte[] id = Arrays.copyOf(bytes.bytes(record), 16);
    int start = out.length();
    for (int i = 0; i < 16; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        out.append('-');
      }
      Digits.hexByte(id[(little ? LITTLE : BIG)[i]], out);
    }
    for (int i = start; upper && i < out.length(); i++) {
      out.setCharAt(i, Character.toUpperCase(out.charAt(i)));
    }
  }
}
