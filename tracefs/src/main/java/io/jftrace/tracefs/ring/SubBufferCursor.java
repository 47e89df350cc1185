// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks over the records of one sub-buffer, as read from {@code trace_pipe_raw}. A flyweight: it
 * points into the buffer that it was given and allocates nothing.
 *
 * <pre>
 *   0  u64  time of the first record, ns          include/linux/ring_buffer.h and
 *   8  u64  commit: bytes of data in bits 0-19,   kernel/trace/ring_buffer.c, Linux 6.18;
 *           bit 30 a lost count follows the data, the same since 2.6.38 (bits 30, 31)
 *           bit 31 events were lost before it
 *  16  data: records, each with a header of 32 bits
 *           bits 0-4   type_len    1-28: data of 4 * type_len bytes
 *           bits 5-31  time_delta  0: data, its length in the next 32 bits, these included
 *                                  29: padding, 30: time extend, 31: absolute time stamp
 * </pre>
 */
public final class SubBufferCursor {

  static final int HEADER_BYTES = 16;

  private static final int SIZE_MASK = 0xfffff;
  private static final int MISSED_EVENTS = 1 << 31;
  private static final int MISSED_STORED = 1 << 30;

  private static final int PADDING = 29;
  private static final int TIME_EXTEND = 30;
  private static final int TIME_STAMP = 31;
  private static final int TIME_SHIFT = 27;

  /** A time stamp record holds 59 bits; the top five are those of the time so far. */
  private static final long STAMP_TOP_BITS = 0xf800000000000000L;

  private ByteBuffer buffer;
  private int position;
  private int end;
  private boolean missed;
  private long missedCount;
  private boolean malformed;
  private long timeNanos;
  private int recordOffset;
  private int recordLength;

  /**
   * Begins a sub-buffer.
   *
   * @param offset where it starts in {@code newBuffer}
   * @param lengthBytes how many bytes of it there are
   */
  public void load(ByteBuffer newBuffer, int offset, int lengthBytes) {
    buffer = newBuffer;
    malformed = false;
    missed = false;
    if (lengthBytes < HEADER_BYTES) {
      malformed = true;
      position = offset;
      end = offset;
      return;
    }
    timeNanos = newBuffer.getLong(offset);
    int commit = newBuffer.getInt(offset + commitLowWord());
    int sizeBytes = commit & SIZE_MASK;
    position = offset + HEADER_BYTES;
    end = position + sizeBytes;
    missed = (commit & MISSED_EVENTS) != 0;
    if (sizeBytes > lengthBytes - HEADER_BYTES) {
      malformed = true;
      end = position;
    }
    missedCount = -1;
    boolean stored = missed && (commit & MISSED_STORED) != 0;
    if (stored && !malformed && sizeBytes + 8 <= lengthBytes - HEADER_BYTES) {
      missedCount = newBuffer.getLong(end);
    }
  }

  private int commitLowWord() {
    return buffer.order() == ByteOrder.LITTLE_ENDIAN ? 8 : 12;
  }

  /** Goes to the next data record; false at the end, or where the data is malformed. */
  public boolean next() {
    while (position + 4 <= end) {
      int header = buffer.getInt(position);
      int typeLen = header & 0x1f;
      int delta = header >>> 5;
      if (typeLen > 0 && typeLen < PADDING) {
        return data(delta, position + 4, typeLen << 2);
      }
      if (position + 8 > end) {
        // Padding to the end may be a header alone; all else has a second word.
        malformed |= typeLen != PADDING;
        position = end;
        return false;
      }
      int word = buffer.getInt(position + 4);
      if (typeLen == 0) {
        return data(delta, position + 8, word - 4);
      }
      skip(typeLen, delta, word);
    }
    return false;
  }

  private boolean data(int delta, int offset, int lengthBytes) {
    if (lengthBytes < 0 || lengthBytes > end - offset) {
      malformed = true;
      position = end;
      return false;
    }
    timeNanos += delta;
    recordOffset = offset;
    recordLength = lengthBytes;
    position = offset + ((lengthBytes + 3) & ~3);
    return true;
  }

  private void skip(int typeLen, int delta, int word) {
    long high = Integer.toUnsignedLong(word) << TIME_SHIFT;
    if (typeLen == TIME_EXTEND) {
      timeNanos += high + delta;
      position += 8;
    } else if (typeLen == TIME_STAMP) {
      timeNanos = (timeNanos & STAMP_TOP_BITS) | (high + delta);
      position += 8;
    } else if (delta == 0) {
      position = end;
    } else if (word < 4 || word > end - position - 4) {
      malformed = true;
      position = end;
    } else {
      // A discarded event: the word is its length, itself included, and its time still counts.
      timeNanos += delta;
      position += 4 + word;
    }
  }

  /** Whether events were lost before the first record. */
  public boolean missedEvents() {
    return missed;
  }

  /** How many were lost, or -1 if the kernel did not store it. */
  public long missedCount() {
    return missedCount;
  }

  /** Whether what was read so far cannot be a sub-buffer; its rest is skipped. */
  public boolean malformed() {
    return malformed;
  }

  /** The record's time in nanoseconds of the instance's trace clock. */
  public long timeNanos() {
    return timeNanos;
  }

  /** Where the record's data, which begin with {@code common_type}, start in the buffer. */
  public int recordOffset() {
    return recordOffset;
  }

  /** The length of the record's data in bytes. */
  public int recordLength() {
    return recordLength;
  }
}
