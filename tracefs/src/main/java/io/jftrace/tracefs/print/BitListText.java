// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.ring.SubBufferLayout;

/** {@code %*pbl}: the numbers of the set bits, as in {@code 0-3,7}. */
record BitListText(Region bytes, Expression bits, SubBufferLayout layout)
    implements TextExpression {

  @Override
  public void text(EventRecord record, StringBuilder out) {
    byte[] values = bytes.bytes(record);
    int count = (int) Math.max(0, Math.min(bits.number(record), values.length * 8L));
    int start = out.length();
    int from = next(values, 0, count, 1);
    while (from < count) {
      int end = next(values, from, count, 0);
      out.append(out.length() > start ? "," : "").append(from);
      if (end - from > 1) {
        out.append('-').append(end - 1);
      }
      from = next(values, end, count, 1);
    }
  }

  /** The next bit of that value; the count if there is none. */
  private int next(byte[] values, int from, int count, int value) {
    int at = from;
    while (at < count && BitmaskText.bit(values, at, layout) != value) {
      at++;
    }
    return at;
  }

  @Override
  public int depth() {
    return 1 + bytes.depth();
  }
}
