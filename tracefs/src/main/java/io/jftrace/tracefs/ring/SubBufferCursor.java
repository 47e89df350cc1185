// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks over the records of one sub-buffer, as read from {@code trace_pipe_raw}. A flyweight: it
 * points into the buffer that it was given, whose byte order must be that of the layout, allocates
 * nothing, and reads nothing outside of the sub-buffer, whatever is written in it.
 *
 * <pre>
 *   0  u64  time of the first record, ns          include/linux/ring_buffer.h and
 *   8  long commit: bytes of data in bits 0-19,   kernel/trace/ring_buffer.c, Linux 6.18;
 *           bit 30 a lost count follows the data, the same since 2.6.38 (bits 30, 31)
 *           bit 31 events were lost before it
 *  16  data: records, each with a header of 32 bits, a bit field of the kernel's byte order:
 *  (12)     5 bits   type_len    1-28: data of 4 * type_len bytes
 *           27 bits  time_delta  0: data, its length in the next 32 bits, these included
 *                                29: padding, 30: time extend, 31: absolute time stamp
 * </pre>
 */
public final class SubBufferCursor {

  private static final int SIZE_MASK = 0xfffff;
  private static final int MISSED_EVENTS = 1 << 31;
  private static final int MISSED_STORED = 1 << 30;

  private static final int PADDING = 29;
  private static final int TIME_EXTEND = 30;
  private static final int TIME_SHIFT = 27;
  private static final int DELTA_MASK = (1 << TIME_SHIFT) - 1;

  /** A time stamp record holds 59 bits; the top five are those of the time so far. */
  private static final long STAMP_TOP_BITS = 0xf800000000000000L;

  private static final long STAMP_CARRY = 1L << 59;

  private final SubBufferLayout layout;
  private final boolean bigEndian;
  private ByteBuffer buffer;
  private int position;
  private int end;
  private boolean missed;
  private long missedCount;
  private Malformed malformed;
  private long timeNanos;
  private int recordOffset;
  private int recordLength;

  /** Reads sub-buffers of the kernel that this JVM runs on. */
  public SubBufferCursor() {
    this(SubBufferLayout.NATIVE);
  }

  /** Reads sub-buffers of another kernel. */
  public SubBufferCursor(SubBufferLayout layout) {
    this.layout = layout;
    this.bigEndian = layout.order() == ByteOrder.BIG_ENDIAN;
  }

  /**
   * Begins a sub-buffer.
   *
   * @param offset where it starts in {@code newBuffer}
   * @param lengthBytes how many bytes of it there are
   */
  public void load(ByteBuffer newBuffer, int offset, int lengthBytes) {
    int headerBytes = layout.headerBytes();
    buffer = newBuffer;
    malformed = null;
    missed = false;
    missedCount = -1;
    if (lengthBytes < headerBytes) {
      malformed = Malformed.SUB_BUFFER_HEADER;
      position = offset;
      end = offset;
      return;
    }
    timeNanos = newBuffer.getLong(offset);
    int commit = newBuffer.getInt(offset + layout.commitOffset());
    int room = lengthBytes - headerBytes;
    int sizeBytes = commit & SIZE_MASK;
    position = offset + headerBytes;
    missed = (commit & MISSED_EVENTS) != 0;
    if (sizeBytes > room) {
      malformed = Malformed.SUB_BUFFER_SIZE;
      end = position;
      return;
    }
    end = position + sizeBytes;
    if (missed && (commit & MISSED_STORED) != 0 && sizeBytes + layout.wordBytes() <= room) {
      missedCount =
          layout.wordBytes() == 8
              ? newBuffer.getLong(end)
              : Integer.toUnsignedLong(newBuffer.getInt(end));
    }
  }

  /** Goes to the next data record; false at the end, or where the data is malformed. */
  public boolean next() {
    while (position + 4 <= end) {
      int header = buffer.getInt(position);
      int typeLen = bigEndian ? header >>> TIME_SHIFT : header & 0x1f;
      int delta = bigEndian ? header & DELTA_MASK : header >>> 5;
      if (typeLen > 0 && typeLen < PADDING) {
        return data(delta, position + 4, typeLen << 2);
      }
      if (position + 8 > end) {
        // Padding to the end may be a header alone; all else has a second word.
        return typeLen != PADDING && stop(Malformed.RECORD_HEADER);
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
      return stop(Malformed.RECORD_LENGTH);
    }
    timeNanos += delta;
    recordOffset = offset;
    recordLength = lengthBytes;
    position = offset + ((lengthBytes + 3) & ~3);
    return true;
  }

  private void skip(int typeLen, int delta, int word) {
    long time = (Integer.toUnsignedLong(word) << TIME_SHIFT) + delta;
    if (typeLen == TIME_EXTEND) {
      timeNanos += time;
      position += 8;
    } else if (typeLen > TIME_EXTEND) {
      timeNanos = absolute(time);
      position += 8;
    } else if (delta == 0) {
      // Padding to the end of the sub-buffer.
      position = end;
    } else if (word < 4 || word > end - position - 4) {
      stop(Malformed.PADDING_LENGTH);
    } else {
      // A discarded event: the word is its length, itself included, and its time still counts.
      timeNanos += delta;
      position += 4 + word;
    }
  }

  /** With the top bits, which a time stamp record has no room for (rb_fix_abs_ts). */
  private long absolute(long time) {
    long topBits = timeNanos & STAMP_TOP_BITS;
    boolean carried = topBits != 0 && Long.compareUnsigned(topBits | time, timeNanos) < 0;
    return (topBits | time) + (carried ? STAMP_CARRY : 0);
  }

  /** What the caller finds wrong with the record. */
  void reject(Malformed kind) {
    stop(kind);
  }

  /** Skips what is left; always false. */
  private boolean stop(Malformed kind) {
    malformed = kind;
    position = end;
    return false;
  }

  /** Whether events were lost before the first record. */
  public boolean missedEvents() {
    return missed;
  }

  /** How many were lost, or -1 if the kernel did not store it. */
  public long missedCount() {
    return missedCount;
  }

  /** What is wrong with the sub-buffer, whose rest is skipped; null if nothing was so far. */
  public Malformed malformed() {
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
