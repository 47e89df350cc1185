// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.WaitReason;

/** Writes waits on a run queue. */
final class RunQueueWriter {

  private final EventClock clock;
  private final LaneThreads lanes;
  private final SpanSource spans;
  private final RunQueueEvent probe = new RunQueueEvent();

  RunQueueWriter(EventClock clock, LaneThreads lanes, SpanSource spans) {
    this.clock = clock;
    this.lanes = lanes;
    this.spans = spans;
  }

  /** Whether a recording asks for waits on a run queue of that length. */
  private boolean wants(long durationNanos) {
    return probe.isWanted(clock.durationTicks(durationNanos));
  }

  /** Whether a recording asks for the part of that wait on a run queue. */
  boolean wants(OffCpuInterval interval) {
    return interval.runQueueNanos() > 0 && wants(interval.runQueueNanos());
  }

  void write(OffCpuInterval interval) {
    if (wants(interval)) {
      RunQueueEvent event =
          event(interval.thread(), interval.queuedNanos(), interval.endNanos(), interval.cpuIn());
      event.preempted = interval.reason() == WaitReason.PREEMPTED;
      event.wakerThread = LaneThreads.waker(interval);
      event.wakerTid = interval.wakerTid();
      event.wakerName = interval.wakerName();
      event.span(interval.span());
      event.commit();
    }
  }

  /** Of a thread of which no more is known than that. */
  void write(TracedThread thread, long queuedNanos, long endNanos) {
    if (wants(endNanos - queuedNanos)) {
      RunQueueEvent event = event(thread, queuedNanos, endNanos, -1);
      event.wakerTid = -1;
      event.wakerName = "";
      event.span(spans.activeAt(thread, queuedNanos));
      event.commit();
    }
  }

  private RunQueueEvent event(TracedThread thread, long queuedNanos, long endNanos, int cpuIn) {
    RunQueueEvent event = new RunQueueEvent();
    event.time(clock.ticks(queuedNanos), clock.ticks(endNanos));
    lanes.put(event, thread, queuedNanos);
    event.cpuIn = cpuIn;
    return event;
  }
}
