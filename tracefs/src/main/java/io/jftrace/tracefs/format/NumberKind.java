// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.nio.ByteBuffer;

/**
 * How a number is stored, as a code: its size in bytes, negative if it is signed, and 0 for what is
 * no number. No enumeration, as a switch over one costs a load more for each field of each event.
 */
final class NumberKind {

  static final int NONE = 0;

  private NumberKind() {}

  /** Numbers of 8 bytes are all signed, as a Java long is; NONE for other sizes than 1, 2, 4, 8. */
  static int of(int bytes, boolean signed) {
    return switch (bytes) {
      case 1, 2, 4 -> signed ? -bytes : bytes;
      case 8 -> -8;
      default -> NONE;
    };
  }

  /** A number in the buffer's byte order; 0 if it is none. */
  static long read(int kind, ByteBuffer buffer, int at) {
    return switch (kind) {
      case -1 -> buffer.get(at);
      case 1 -> buffer.get(at) & 0xff;
      case -2 -> buffer.getShort(at);
      case 2 -> buffer.getShort(at) & 0xffff;
      case -4 -> buffer.getInt(at);
      case 4 -> buffer.getInt(at) & 0xffffffffL;
      case -8 -> buffer.getLong(at);
      default -> 0;
    };
  }
}
