// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.nio.ByteOrder;

/**
 * {@code __get_bitmask} and {@code %*pb}: a bitmap of the kernel's words, in hex digits, 32 bits
 * between commas (lib/vsprintf.c, bitmap_string).
 *
 * @param bits how many, or null: all
 */
record BitmaskText(Region bytes, Expression bits, SubBufferLayout layout)
    implements TextExpression {

  @Override
  public void text(EventRecord record, StringBuilder out) {
    byte[] values = bytes.bytes(record);
    int count = count(record, values.length * 8);
    for (int low = (count - 1) & ~31; low >= 0; low -= 32) {
      int chunkBits = Math.min(32, count - low);
      long chunk = 0;
      for (int i = chunkBits - 1; i >= 0; i--) {
        chunk = chunk << 1 | bit(values, low + i, layout);
      }
      Digits.hex(chunk, (chunkBits + 3) / 4, out);
      if (low > 0) {
        out.append(',');
      }
    }
  }

  private int count(EventRecord record, int available) {
    return bits == null ? available : (int) Math.max(0, Math.min(bits.number(record), available));
  }

  /** The bit of that number: they count from the low end of each word. */
  static int bit(byte[] values, int number, SubBufferLayout layout) {
    int at = number >> 3;
    if (layout.order() == ByteOrder.BIG_ENDIAN) {
      int word = layout.wordBytes();
      at = at / word * word + word - 1 - at % word;
    }
    return at < values.length ? (values[at] >> (number & 7)) & 1 : 0;
  }

  @Override
  public int depth() {
    return 1 + bytes.depth();
  }
}
