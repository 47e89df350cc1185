// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** One sub-buffer each, written word by word as the kernel lays it out. */
class SubBufferCursorTest {

  private static final int OFFSET = 32;

  private final ByteBuffer buffer = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
  private final SubBufferCursor cursor = new SubBufferCursor();

  private void load(long time, long flags, int... words) {
    buffer.putLong(OFFSET, time);
    buffer.putLong(OFFSET + 8, flags | 4L * words.length);
    for (int i = 0; i < words.length; i++) {
      buffer.putInt(OFFSET + 16 + 4 * i, words[i]);
    }
    cursor.load(buffer, OFFSET, 1024);
  }

  private static int header(int typeLen, int delta) {
    return delta << 5 | typeLen;
  }

  private void expectRecord(long time, int firstWord, int length) {
    assertTrue(cursor.next());
    assertEquals(time, cursor.timeNanos());
    assertEquals(firstWord, buffer.getInt(cursor.recordOffset()));
    assertEquals(length, cursor.recordLength());
  }

  private void expectEnd(Malformed malformed) {
    assertFalse(cursor.next());
    assertEquals(malformed, cursor.malformed());
  }

  @Test
  void shortAndLongData() {
    load(1000, 0, header(2, 5), 7, 8, header(0, 6), 4 + 8, 9, 10, header(1, 0), 11);
    expectRecord(1005, 7, 8);
    expectRecord(1011, 9, 8);
    expectRecord(1011, 11, 4);
    expectEnd(null);
  }

  @Test
  void timeExtendAndAbsoluteTimeStamp() {
    load(1L << 60, 0, header(30, 3), 2, header(1, 1), 7, header(31, 5), 3, header(1, 0), 8);
    expectRecord((1L << 60) + (2L << 27) + 3 + 1, 7, 4);
    expectRecord((1L << 60) + (3L << 27) + 5, 8, 4);
    expectEnd(null);
  }

  @Test
  void discardedEventsAndPadding() {
    load(10, 0, header(29, 4), 8, 99, header(1, 1), 7, header(29, 0), 0, 1, 2);
    expectRecord(15, 7, 4);
    expectEnd(null);
  }

  @Test
  void missedEventsWithAndWithoutTheirCount() {
    load(10, 1L << 31, header(1, 0), 7);
    assertTrue(cursor.missedEvents());
    assertEquals(-1, cursor.missedCount());
    buffer.putLong(OFFSET + 16 + 8, 1234);
    load(10, 1L << 31 | 1L << 30, header(1, 0), 7);
    assertEquals(1234, cursor.missedCount());
    expectRecord(10, 7, 4);
    load(10, 0, header(1, 0), 7);
    assertFalse(cursor.missedEvents());
  }

  @Test
  void dataBeyondTheEndIsMalformed() {
    load(10, 0, header(1, 0), 7, header(5, 0), 8);
    expectRecord(10, 7, 4);
    expectEnd(Malformed.RECORD_LENGTH);
    load(10, 0, header(0, 0), 4000, 1);
    expectEnd(Malformed.RECORD_LENGTH);
    load(10, 0, header(0, 0), -1, 1);
    expectEnd(Malformed.RECORD_LENGTH);
    load(10, 0, header(30, 0));
    expectEnd(Malformed.RECORD_HEADER);
    load(10, 0, header(29, 1), 100, 1);
    expectEnd(Malformed.PADDING_LENGTH);
  }

  @Test
  void sizeBeyondTheEndIsMalformed() {
    buffer.putLong(OFFSET, 10);
    buffer.putLong(OFFSET + 8, 0xfffff);
    cursor.load(buffer, OFFSET, 1024);
    expectEnd(Malformed.SUB_BUFFER_SIZE);
    cursor.load(buffer, OFFSET, 8);
    expectEnd(Malformed.SUB_BUFFER_HEADER);
  }

  @Test
  void absoluteTimeStampsCarryIntoTheTopBits() {
    load((3L << 59) - 1, 0, header(31, 5), 0, header(1, 0), 8);
    expectRecord((3L << 59) + 5, 8, 4);
    expectEnd(null);
  }

  @Test
  void bigEndianOf32Bits() {
    buffer.order(ByteOrder.BIG_ENDIAN).putLong(0, 77).putInt(8, 1 << 31 | 1 << 30 | 8);
    buffer.putInt(12, 1 << 27 | 5).putInt(16, 4711).putInt(20, 3);
    SubBufferCursor other = new SubBufferCursor(new SubBufferLayout(4, ByteOrder.BIG_ENDIAN));
    other.load(buffer, 0, 4096);
    assertEquals(3, other.missedCount());
    assertTrue(other.next());
    assertEquals(82, other.timeNanos());
    assertEquals(4711, buffer.getInt(other.recordOffset()));
    assertFalse(other.next());
  }
}
