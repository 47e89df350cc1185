// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.print.EventText;
import io.jftrace.tracefs.ring.Malformed;
import io.jftrace.tracefs.ring.MalformedCounts;
import io.jftrace.tracefs.ring.SubBufferCursor;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;

/**
 * Reads and prints a sub-buffer, whatever is in it, to its last value. The buffer ends where the
 * sub-buffer does: a read outside of it throws.
 */
final class SubBufferHarness {

  /** The shortest record has a header of 4 bytes and data of as many, or a length of 4. */
  private static final int MIN_RECORD_BYTES = 8;

  private final EventFormats formats;
  private final SubBufferLayout layout;
  private final SubBufferCursor cursor;
  private final EventRecord record = new EventRecord();
  private final MalformedCounts malformed;
  private final FieldValues values;
  private final IdentityHashMap<EventFormats.Event, EventText> texts = new IdentityHashMap<>();
  private final StringBuilder text = new StringBuilder();
  private long records;

  SubBufferHarness(EventFormats formats, SubBufferLayout layout, MalformedCounts malformed) {
    this.formats = formats;
    this.layout = layout;
    this.malformed = malformed;
    cursor = new SubBufferCursor(layout);
    values = new FieldValues(malformed);
  }

  /** Returns a digest of all records, their times and values. */
  long read(byte[] bytes, int length) {
    return read(ByteBuffer.wrap(bytes, 0, length), 0, length);
  }

  /** In the midst of other data: what is around it must make no difference. */
  long readWithin(byte[] bytes, int length, ByteBuffer larger, int offset) {
    larger.put(offset, bytes, 0, length);
    return read(larger, offset, length);
  }

  private long read(ByteBuffer buffer, int offset, int length) {
    buffer.order(layout.order());
    cursor.load(buffer, offset, length);
    long digest = cursor.missedEvents() ? cursor.missedCount() : 0;
    int count = 0;
    while (cursor.next()) {
      count++;
      assertTrue(count <= length / MIN_RECORD_BYTES, "more records than there is room for");
      int at = cursor.recordOffset();
      assertTrue(at >= offset + layout.headerBytes() + 4, "record in the header");
      assertTrue(at + cursor.recordLength() <= offset + length, "record beyond the end");
      digest = 31 * digest + cursor.timeNanos();
      digest = 31 * digest + values(buffer, at, cursor.recordLength());
    }
    assertFalse(cursor.next(), "a record behind the end");
    if (cursor.malformed() != null) {
      malformed.add(cursor.malformed());
    }
    records += count;
    return digest;
  }

  private long values(ByteBuffer buffer, int at, int length) {
    if (length < 2) {
      malformed.add(Malformed.RECORD_TOO_SHORT);
      return 0;
    }
    EventFormats.Event event = formats.byId(buffer.getShort(at) & 0xffff);
    if (event == null) {
      malformed.add(Malformed.UNKNOWN_EVENT);
      return 1;
    }
    record.set(buffer, at, length);
    text.setLength(0);
    texts.computeIfAbsent(event, e -> EventText.of(e, layout)).print(record, text);
    return values.read(event.format(), record);
  }

  long records() {
    return records;
  }
}
