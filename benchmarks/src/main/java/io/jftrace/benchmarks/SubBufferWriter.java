// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.FormatField;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes sub-buffers of scheduler events as the kernel lays them out. */
final class SubBufferWriter {

  static final int BYTES = 4096;

  private static final int HEADER_BYTES = 16;

  private final EventFormat switched;
  private final EventFormat waking;
  private final ByteBuffer subBuffer = ByteBuffer.allocateDirect(BYTES);
  private long lastNanos;

  SubBufferWriter(EventFormat switched, EventFormat waking) {
    this.switched = switched;
    this.waking = waking;
    subBuffer.order(ByteOrder.nativeOrder());
  }

  /** Begins a new one; what follows is later than that time. */
  void begin(long timeNanos) {
    subBuffer.clear().putLong(timeNanos).putLong(0);
    lastNanos = timeNanos;
  }

  /** Whether there is room for one more record of each event. */
  boolean hasRoom() {
    return subBuffer.remaining() >= 8 + roundedUp(switched) + roundedUp(waking);
  }

  private static int roundedUp(EventFormat format) {
    return (format.minLength() + 3) & ~3;
  }

  void waking(long timeNanos, int wakerTid, int tid) {
    int record = record(timeNanos, waking, wakerTid);
    text(record, waking, "comm");
    number(record, waking, "pid", tid);
  }

  void switched(long timeNanos, int prevTid, int nextTid) {
    int record = record(timeNanos, switched, prevTid);
    text(record, switched, "prev_comm");
    text(record, switched, "next_comm");
    number(record, switched, "prev_pid", prevTid);
    number(record, switched, "prev_state", 1);
    number(record, switched, "next_pid", nextTid);
  }

  private int record(long timeNanos, EventFormat format, int tid) {
    int lengthBytes = roundedUp(format);
    subBuffer.putInt((int) (timeNanos - lastNanos) << 5 | lengthBytes / 4);
    lastNanos = timeNanos;
    int record = subBuffer.position();
    subBuffer.position(record + lengthBytes);
    number(record, format, "common_type", format.id());
    number(record, format, "common_pid", tid);
    return record;
  }

  private void number(int record, EventFormat format, String name, long value) {
    FormatField field = format.find(name);
    int at = record + field.offset();
    switch (field.size()) {
      case 2 -> subBuffer.putShort(at, (short) value);
      case 4 -> subBuffer.putInt(at, (int) value);
      default -> subBuffer.putLong(at, value);
    }
  }

  private void text(int record, EventFormat format, String name) {
    byte[] text = "http-worker-1".getBytes(StandardCharsets.US_ASCII);
    subBuffer.put(record + format.find(name).offset(), text);
  }

  /** The whole sub-buffer with what was written since {@link #begin}; reused by the next. */
  ByteBuffer end() {
    subBuffer.putLong(8, subBuffer.position() - HEADER_BYTES);
    return subBuffer.position(0).limit(BYTES);
  }
}
