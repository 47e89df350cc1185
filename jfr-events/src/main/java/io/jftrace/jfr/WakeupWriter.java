// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.WakerKind;

/** Writes who woke whom. */
final class WakeupWriter {

  private final EventClock clock;
  private final LaneThreads lanes;
  private final WakeupEvent probe = new WakeupEvent();

  WakeupWriter(EventClock clock, LaneThreads lanes) {
    this.clock = clock;
    this.lanes = lanes;
  }

  /** Whether a recording asks for who ended that wait, if anyone did. */
  boolean wants(OffCpuInterval interval) {
    return probe.isEnabled() && interval.wakerKind() != WakerKind.NONE;
  }

  void write(OffCpuInterval interval) {
    if (wants(interval)) {
      WakeupEvent event = new WakeupEvent();
      long ticks = clock.ticks(interval.queuedNanos());
      event.time(ticks, ticks);
      setWaker(event, interval);
      setWoken(event, interval);
      event.reason = interval.reason().label();
      event.waited = interval.queuedNanos() - interval.startNanos();
      event.commit();
    }
  }

  private void setWaker(WakeupEvent event, OffCpuInterval interval) {
    if (interval.waker() != null) {
      lanes.put(event, interval.waker(), interval.queuedNanos());
      event.span(interval.wakerSpan());
    } else {
      event.tid = interval.wakerTid();
      event.threadName = interval.wakerName();
    }
  }

  private static void setWoken(WakeupEvent event, OffCpuInterval interval) {
    Thread virtual = interval.virtualThread();
    event.wokenThread = virtual == null ? interval.thread().javaThread() : virtual;
    event.wokenTid = interval.thread().tid();
    event.wokenName = interval.threadName();
    SpanRef span = interval.span();
    if (span != null) {
      event.wokenTraceId = span.traceId();
      event.wokenSpanId = span.spanId();
    }
  }
}
