// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One field of an event as its {@code format} file declares it.
 *
 * @param type the C type as written there, for example {@code "pid_t"} or {@code "char[16]"}
 * @param offset bytes from the start of the record
 * @param size bytes; 0 for an array that fills the rest of the record
 */
public record FormatField(String type, String name, int offset, int size, boolean signed) {

  /** Whether {@link #integer} can read it: 1, 2, 4 or 8 bytes and no array. */
  public boolean isInteger() {
    return !type.contains("[") && (size == 1 || size == 2 || size == 4 || size == 8);
  }

  /** The value of an integer field of the record that starts at {@code record}. */
  public long integer(ByteBuffer buffer, int record) {
    int at = record + offset;
    return switch (size) {
      case 1 -> signed ? buffer.get(at) : buffer.get(at) & 0xff;
      case 2 -> signed ? buffer.getShort(at) : buffer.getShort(at) & 0xffff;
      case 4 -> signed ? buffer.getInt(at) : buffer.getInt(at) & 0xffffffffL;
      case 8 -> buffer.getLong(at);
      default -> throw new IllegalStateException(name + " is no integer: " + this);
    };
  }

  /**
   * The text of a character array, up to its first zero byte or its end.
   *
   * @param recordLength bytes of the record, which end an array of no declared size
   */
  public String text(ByteBuffer buffer, int record, int recordLength) {
    int end = size == 0 ? recordLength : Math.min(recordLength, offset + size);
    int length = 0;
    while (offset + length < end && buffer.get(record + offset + length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    buffer.get(record + offset, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
