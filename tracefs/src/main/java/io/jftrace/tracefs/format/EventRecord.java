// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The fields of one record, whatever their types. A flyweight: it points at the record that it was
 * set to. It reads nothing outside of that record, whatever is written in it: what does not lie
 * inside has no values, and {@link #isTorn} tells.
 */
public final class EventRecord {

  private ByteBuffer buffer;
  private int start;
  private int length;

  /** Where the values of the field that was located last are, relative to the record. */
  private int valuesOffset;

  private int valuesLength;

  /**
   * Points at a record.
   *
   * @param offset where its data, which begin with {@code common_type}, start in {@code newBuffer}
   * @param lengthBytes of the data
   */
  public EventRecord set(ByteBuffer newBuffer, int offset, int lengthBytes) {
    buffer = newBuffer;
    start = offset;
    length = lengthBytes;
    return this;
  }

  public int lengthBytes() {
    return length;
  }

  /** Whether the field, or what it points to, does not lie within the record. */
  public boolean isTorn(FormatField field) {
    for (int i = 0; i < field.locations(); i++) {
      if (!locate(field, i)) {
        return true;
      }
    }
    return field.locations() == 0;
  }

  /**
   * How many values the field has: 1 if it is no array. Of a text, its bytes, with those behind its
   * end.
   */
  public int count(FormatField field) {
    return locate(field, 0) ? valuesLength / field.type().elementBytes() : 0;
  }

  /** The value of a field that is no array; 0 if it is torn. */
  public long integer(FormatField field) {
    return integer(field, 0);
  }

  /** A value of an array; 0 if it has fewer, or they are no numbers. */
  public long integer(FormatField field, int index) {
    FieldType type = field.type();
    int bytes = type.elementBytes();
    if (type.kind() == FieldKind.BYTES || index < 0 || index >= count(field)) {
      return 0;
    }
    return FormatField.read(buffer, start + valuesOffset + index * bytes, bytes, type.signed());
  }

  /** The bytes of the field's values; empty if they are torn. */
  public byte[] bytes(FormatField field) {
    byte[] bytes = new byte[locate(field, 0) ? valuesLength : 0];
    if (bytes.length > 0) {
      buffer.get(start + valuesOffset, bytes);
    }
    return bytes;
  }

  /** The text up to its first zero byte, or its end; what is no UTF-8 is replaced. */
  public String text(FormatField field) {
    return text(field, 0);
  }

  /**
   * One of several texts; empty if it is torn.
   *
   * @param index less than the field's {@link FormatField#locations()}
   */
  public String text(FormatField field, int index) {
    if (!locate(field, index)) {
      return "";
    }
    int from = start + valuesOffset;
    int end = 0;
    while (end < valuesLength && buffer.get(from + end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end];
    buffer.get(from, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private boolean locate(FormatField field, int index) {
    valuesOffset = field.offset();
    valuesLength = field.size();
    if (valuesOffset < 0 || valuesLength < 0 || valuesOffset > length - valuesLength) {
      return false;
    }
    return switch (field.type().placement()) {
      case INLINE -> index == 0;
      case REST -> {
        valuesLength = length - valuesOffset;
        yield index == 0;
      }
      case DATA_LOC -> index < field.locations() && follow(field.offset() + 4 * index, 0);
      case REL_LOC -> {
        int at = field.offset() + 4 * index;
        yield index < field.locations() && follow(at, at + 4);
      }
    };
  }

  private boolean follow(int locationOffset, int baseOffset) {
    int location = buffer.getInt(start + locationOffset);
    valuesOffset = baseOffset + (location & 0xffff);
    valuesLength = location >>> 16;
    return valuesOffset <= length - valuesLength;
  }
}
