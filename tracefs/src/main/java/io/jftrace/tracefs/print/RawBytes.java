// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.nio.ByteOrder;

/** Numbers in bytes. */
final class RawBytes {

  private RawBytes() {}

  /** The number of that many bytes, not extended; the caller has checked that they are there. */
  static long number(byte[] bytes, int at, int count, ByteOrder order) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      int from = order == ByteOrder.BIG_ENDIAN ? at + i : at + count - 1 - i;
      value = value << 8 | (bytes[from] & 0xff);
    }
    return value;
  }
}
