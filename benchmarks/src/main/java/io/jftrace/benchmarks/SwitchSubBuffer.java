// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.FormatException;
import io.jftrace.tracefs.format.FormatParser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A sub-buffer full of sched_switch records, as Linux 6.12 lays them out. */
final class SwitchSubBuffer {

  static final int BYTES = 4096;

  /** As many as fit. */
  static final int RECORDS = 60;

  static final int RECORD_BYTES = 64;

  private static final String FORMAT =
      """
      name: sched_switch
      ID: 314
      format:
      	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
      	field:unsigned char common_flags;	offset:2;	size:1;	signed:0;
      	field:unsigned char common_preempt_count;	offset:3;	size:1;	signed:0;
      	field:int common_pid;	offset:4;	size:4;	signed:1;

      	field:char prev_comm[16];	offset:8;	size:16;	signed:0;
      	field:pid_t prev_pid;	offset:24;	size:4;	signed:1;
      	field:int prev_prio;	offset:28;	size:4;	signed:1;
      	field:long prev_state;	offset:32;	size:8;	signed:1;
      	field:char next_comm[16];	offset:40;	size:16;	signed:0;
      	field:pid_t next_pid;	offset:56;	size:4;	signed:1;
      	field:int next_prio;	offset:60;	size:4;	signed:1;

      print fmt: "prev_pid=%d", REC->prev_pid
      """;

  private SwitchSubBuffer() {}

  static EventFormat format() {
    try {
      return FormatParser.parse(FORMAT);
    } catch (FormatException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * One event of it: two threads that hand over to each other, 500 ns apart.
   *
   * @param timeNanos of the first record's predecessor
   */
  static ByteBuffer fill(long timeNanos) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.nativeOrder());
    buffer.putLong(0, timeNanos);
    buffer.putLong(8, RECORDS * (4L + RECORD_BYTES));
    for (int i = 0; i < RECORDS; i++) {
      int header = 16 + i * (4 + RECORD_BYTES);
      buffer.putInt(header, 500 << 5 | RECORD_BYTES / 4);
      int record = header + 4;
      int prev = 1000 + i % 2;
      int next = 1001 - i % 2;
      buffer.putShort(record, (short) 314).putInt(record + 4, prev);
      buffer.put(record + 8, "http-worker-1".getBytes(StandardCharsets.US_ASCII));
      buffer.putInt(record + 24, prev).putInt(record + 28, 120).putLong(record + 32, 1);
      buffer.put(record + 40, "http-worker-2".getBytes(StandardCharsets.US_ASCII));
      buffer.putInt(record + 56, next).putInt(record + 60, 120);
    }
    return buffer;
  }
}
