// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.probes.ProbePoint;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.scheduler.ActivityEvents;
import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.FormatException;
import io.jftrace.tracefs.format.FormatField;
import java.nio.ByteBuffer;

/** Decodes the records of one event of a probe. */
final class ProbeDecoder implements RecordDecoder {

  private static final String TID = "common_pid";

  private final ActivityEvents events;
  private final TracedProbe probe;
  private final ProbeType type;
  private final ProbePoint point;
  private final boolean ofThreadsOnly;
  private final int flags;
  private final int tid;
  private final FormatField stackPointer;
  private final RecordedValues values;

  /**
   * A decoder.
   *
   * @param ofThreadsOnly whether hits in an interrupt are left out: what it does is not the doing
   *     of the thread that had the CPU
   * @throws FormatException if the event is not as expected
   */
  ProbeDecoder(
      ActivityEvents events,
      TracedProbe probe,
      TracedProbe.Place place,
      EventFormat format,
      boolean ofThreadsOnly)
      throws FormatException {
    this.events = events;
    this.probe = probe;
    this.type = probe.type();
    this.point = place.point();
    this.ofThreadsOnly = ofThreadsOnly;
    this.flags = EventFields.flags(format);
    this.tid = EventFields.tid(format, TID);
    String field = place.event().stackPointerField();
    this.stackPointer = field == null ? null : format.integer(field, Long.BYTES);
    this.values = new RecordedValues(format, place.event().values());
  }

  @Override
  public void decode(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes) {
    if (ofThreadsOnly && EventFields.inInterrupt(buffer.get(offset + flags))) {
      return;
    }
    probe.load().hit();
    events.probeHit(
        timeNanos,
        buffer.getInt(offset + tid),
        type,
        point,
        stackPointer == null ? 0 : stackPointer.integer(buffer, offset),
        values.set(buffer, offset, lengthBytes));
  }
}
