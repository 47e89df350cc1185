// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.fuzz;

import io.jftrace.tracefs.RecordedKernel;
import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.format.Placement;
import io.jftrace.tracefs.ring.SubBufferCursor;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;

/** Writes a recorded sub-buffer as a kernel of another word size or byte order would have. */
final class Transcoder {

  private static final int TIME_EXTEND = 30;
  private static final int TIME_SHIFT = 27;

  private final EventFormats formats;
  private final SubBufferLayout layout;

  Transcoder(EventFormats formats, SubBufferLayout layout) {
    this.formats = formats;
    this.layout = layout;
  }

  byte[] transcode(byte[] recorded) {
    ByteBuffer from = ByteBuffer.wrap(recorded).order(Layouts.RECORDED.order());
    ByteBuffer to = ByteBuffer.allocate(2 * recorded.length).order(layout.order());
    SubBufferCursor cursor = new SubBufferCursor(Layouts.RECORDED);
    cursor.load(from, 0, recorded.length);
    long timeNanos = from.getLong(0);
    to.putLong(timeNanos).position(layout.headerBytes());
    while (cursor.next()) {
      putDelta(to, cursor.timeNanos() - timeNanos);
      timeNanos = cursor.timeNanos();
      putRecord(to, from, cursor.recordOffset(), cursor.recordLength());
    }
    int size = to.position() - layout.headerBytes();
    if (layout.wordBytes() == 8) {
      to.putLong(8, size);
    } else {
      to.putInt(8, size);
    }
    byte[] all = new byte[Math.max(RecordedKernel.SUB_BUFFER_BYTES, to.position())];
    to.get(0, all, 0, to.position());
    return all;
  }

  /**
   * Each record's time by a time extend of its own, so that none is too far from the one before.
   */
  private void putDelta(ByteBuffer to, long delta) {
    to.putInt(header(TIME_EXTEND, (int) delta & ((1 << TIME_SHIFT) - 1)));
    to.putInt((int) (delta >>> TIME_SHIFT));
  }

  private int header(int typeLen, int delta) {
    boolean big = layout.order() == ByteOrder.BIG_ENDIAN;
    return big ? typeLen << TIME_SHIFT | delta : delta << 5 | typeLen;
  }

  private void putRecord(ByteBuffer to, ByteBuffer from, int offset, int length) {
    int words = (length + 3) / 4;
    if (words <= 28) {
      to.putInt(header(words, 0));
    } else {
      to.putInt(header(0, 0)).putInt(4 * words + 4);
    }
    int at = to.position();
    to.put(at, from, offset, length).position(at + 4 * words);
    EventFormat format = formats.byId(from.getShort(offset) & 0xffff).format();
    if (layout.order() != from.order()) {
      Stream.concat(format.commonFields().stream(), format.fields().stream())
          .forEach(field -> swap(to, at, length, field));
    }
  }

  private static void swap(ByteBuffer to, int record, int length, FormatField field) {
    Placement placement = field.type().placement();
    int elementBytes = field.type().elementBytes();
    int from = field.offset();
    int end = placement == Placement.REST ? length : from + field.size();
    if (placement == Placement.DATA_LOC) {
      swap(to, record + from, 4);
      int location = to.getInt(record + from);
      from = location & 0xffff;
      end = from + (location >>> 16);
    }
    for (int i = from; i < end; i += elementBytes) {
      swap(to, record + i, elementBytes);
    }
  }

  private static void swap(ByteBuffer to, int at, int bytes) {
    for (int low = at, high = at + bytes - 1; low < high; low++, high--) {
      byte b = to.get(low);
      to.put(low, to.get(high)).put(high, b);
    }
  }
}
