// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.ring.SubBufferCursor;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Prints records, and compares each with the kernel's own text. */
final class PrintedTrace {

  private final EventFormats formats;
  private final TextTrace expected;
  private final KernelFacts facts;
  private final Map<Integer, EventText> texts = new HashMap<>();
  private final SubBufferCursor cursor = new SubBufferCursor(SubBufferLayout.NATIVE);
  private final EventRecord record = new EventRecord();
  private int events;

  PrintedTrace(EventFormats formats, TextTrace expected, KernelFacts facts) {
    this.formats = formats;
    this.expected = expected;
    this.facts = facts;
  }

  void compare(int cpu, ByteBuffer subBuffers, int subBufferBytes) {
    for (int at = 0; at < subBuffers.limit(); at += subBufferBytes) {
      cursor.load(subBuffers, at, subBufferBytes);
      while (cursor.next()) {
        int id = Short.toUnsignedInt(subBuffers.getShort(cursor.recordOffset()));
        EventText text = texts.computeIfAbsent(id, this::compiled);
        StringBuilder out = new StringBuilder();
        text.print(record.set(subBuffers, cursor.recordOffset(), cursor.recordLength()), out);
        assertEquals(expected.next(cpu, cursor.timeNanos()), out.toString());
        events++;
      }
    }
  }

  private EventText compiled(int id) {
    return EventText.of(formats.byId(id), SubBufferLayout.NATIVE, facts);
  }

  int events() {
    return events;
  }

  int kinds() {
    return texts.size();
  }
}
