// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.nio.ByteBuffer;

/**
 * One field of an event as its {@code format} file declares it.
 *
 * @param offset bytes from the start of the record
 * @param size bytes at that offset; 0 for an array that fills the rest of the record
 */
public record FormatField(String name, FieldType type, int offset, int size) {

  /** Whether {@link #integer} can read it. */
  public boolean isInteger() {
    return type.isInteger();
  }

  /** How many places its values are in: more than one for an array of texts only. */
  public int locations() {
    return switch (type.placement()) {
      case INLINE, REST -> 1;
      case DATA_LOC, REL_LOC -> size / 4;
    };
  }

  /**
   * The value of an integer field of the record that starts at {@code record}; the caller has
   * checked that the record is as long as its {@link EventFormat#minLength()}.
   */
  public long integer(ByteBuffer buffer, int record) {
    return read(buffer, record + offset, size, type.signed());
  }

  /** A number in the buffer's byte order. */
  static long read(ByteBuffer buffer, int at, int bytes, boolean signed) {
    return switch (bytes) {
      case 1 -> signed ? buffer.get(at) : buffer.get(at) & 0xff;
      case 2 -> signed ? buffer.getShort(at) : buffer.getShort(at) & 0xffff;
      case 4 -> signed ? buffer.getInt(at) : buffer.getInt(at) & 0xffffffffL;
      case 8 -> buffer.getLong(at);
      default -> throw new IllegalStateException("no integer has " + bytes + " bytes");
    };
  }

  @Override
  public String toString() {
    return type.declaration()
        + " "
        + name
        + " (offset "
        + offset
        + ", size "
        + size
        + (type.signed() ? ", signed)" : ", unsigned)");
  }
}
