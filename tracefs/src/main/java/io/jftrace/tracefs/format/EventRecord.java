// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The fields of one record, whatever their types. A flyweight: it points at the record that it was
 * set to. It reads nothing outside of that record, whatever is written in it: what does not lie
 * inside has no values, and {@link #isTorn} tells.
 */
public final class EventRecord {

  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

  private static final VarHandle LITTLE_WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle BIG_WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private ByteBuffer buffer;
  private boolean littleEndian;
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
    littleEndian = newBuffer.order() == ByteOrder.LITTLE_ENDIAN;
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
    int kind = field.numberKind();
    if (kind == NumberKind.NONE) {
      return integer(field, 0);
    }
    return field.offset() > length - field.size()
        ? 0
        : NumberKind.read(kind, buffer, start + field.offset());
  }

  /** A value of an array; 0 if it has fewer, or they are no numbers. */
  public long integer(FormatField field, int index) {
    FieldType type = field.type();
    int bytes = type.elementBytes();
    if (type.kind() == FieldKind.BYTES || index < 0 || index >= count(field)) {
      return 0;
    }
    int kind = NumberKind.of(bytes, type.signed());
    return NumberKind.read(kind, buffer, start + valuesOffset + index * bytes);
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
    byte[] bytes = new byte[locate(field, index) ? textLength() : 0];
    if (bytes.length > 0) {
      buffer.get(start + valuesOffset, bytes);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Copies the bytes of a text, as far as there is room for them; what is behind them in the target
   * may change as well.
   *
   * @return how many there are in the text
   */
  public int text(FormatField field, byte[] target) {
    int from = start + field.offset();
    int limit = field.size();
    if (!field.isInline()) {
      limit = locate(field, 0) ? valuesLength : 0;
      from = start + valuesOffset;
    } else if (field.offset() > length - limit) {
      return 0;
    }
    return copyText(from, limit, target);
  }

  private int copyText(int from, int limit, byte[] target) {
    int end = 0;
    for (; end <= Math.min(limit, target.length) - 8; end += 8) {
      long word = buffer.getLong(from + end);
      if (littleEndian) {
        LITTLE_WORDS.set(target, end, word);
      } else {
        BIG_WORDS.set(target, end, word);
      }
      long zeros = zeroBytes(word);
      if (zeros != 0) {
        return end + firstByte(zeros);
      }
    }
    for (; end < limit && buffer.get(from + end) != 0; end++) {
      if (end < target.length) {
        target[end] = buffer.get(from + end);
      }
    }
    return end;
  }

  /** Looks for the end eight bytes at a time: texts are most of what is read. */
  private int textLength() {
    int end = 0;
    for (; end <= valuesLength - 8; end += 8) {
      long zeros = zeroBytes(buffer.getLong(start + valuesOffset + end));
      if (zeros != 0) {
        return end + firstByte(zeros);
      }
    }
    while (end < valuesLength && buffer.get(start + valuesOffset + end) != 0) {
      end++;
    }
    return end;
  }

  /** The top bit of each byte that is 0, and nothing else. */
  private static long zeroBytes(long word) {
    return ~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS);
  }

  private int firstByte(long zeros) {
    return littleEndian
        ? Long.numberOfTrailingZeros(zeros) >> 3
        : Long.numberOfLeadingZeros(zeros) >> 3;
  }

  private boolean locate(FormatField field, int index) {
    valuesOffset = field.offset();
    valuesLength = field.size();
    if (valuesOffset < 0 || valuesLength < 0 || valuesOffset > length - valuesLength) {
      return false;
    }
    Placement placement = field.type().placement();
    if (placement == Placement.INLINE) {
      return index == 0;
    }
    return switch (placement) {
      case INLINE, REST -> {
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
    if (valuesLength == 0) {
      // A string that could not be read, for one: its offset may be anything.
      valuesOffset = 0;
    }
    return valuesOffset <= length - valuesLength;
  }
}
