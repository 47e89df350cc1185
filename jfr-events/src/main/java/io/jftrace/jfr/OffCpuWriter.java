// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SpanRef;

/** Writes absences from a CPU. */
final class OffCpuWriter {

  private final EventClock clock;
  private final LaneThreads lanes;
  private final OffCpuEvent probe = new OffCpuEvent();

  OffCpuWriter(EventClock clock, LaneThreads lanes) {
    this.clock = clock;
    this.lanes = lanes;
  }

  /** Whether a recording asks for waits of that length. */
  boolean wants(OffCpuInterval interval) {
    return probe.isWanted(clock.durationTicks(interval.durationNanos()));
  }

  void write(OffCpuInterval interval) {
    // Most are too short: they must not cost an object each.
    if (wants(interval)) {
      OffCpuEvent event = new OffCpuEvent();
      event.time(clock.ticks(interval.startNanos()), clock.ticks(interval.endNanos()));
      lanes.put(event, interval.thread(), interval.virtualThread());
      setWait(event, interval);
      setWaker(event, interval);
      event.span(interval.span());
      event.commit();
    }
  }

  private static void setWait(OffCpuEvent event, OffCpuInterval interval) {
    event.state = String.valueOf(interval.state());
    event.reason = interval.reason().label();
    event.runQueueDuration = interval.runQueueNanos();
    event.lockClass = interval.lockClass();
    event.lockOwner = interval.lockOwner();
    event.systemCall = interval.systemCall();
    event.target = interval.target();
    event.javaStack = interval.javaStack();
    event.cpuOut = interval.cpuOut();
    event.cpuIn = interval.cpuIn();
  }

  private static void setWaker(OffCpuEvent event, OffCpuInterval interval) {
    event.wakerThread = LaneThreads.waker(interval);
    event.wakerTid = interval.wakerTid();
    event.wakerName = interval.wakerName();
    event.wakerComm = interval.wakerComm();
    event.wakerChain = interval.wakerChain();
    SpanRef span = interval.wakerSpan();
    if (span != null) {
      event.wakerTraceId = span.traceId();
      event.wakerSpanId = span.spanId();
    }
  }
}
