// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.TimelineSink;
import java.util.function.Consumer;

/** Picks the waits that become spans: long enough, and within a sampled span. */
final class WaitSpanSink implements TimelineSink {

  private final long minDurationNanos;
  private final Consumer<WaitSpan> spans;
  private final WallClock clock = new WallClock();

  WaitSpanSink(long minDurationNanos, Consumer<WaitSpan> spans) {
    this.minDurationNanos = minDurationNanos;
    this.spans = spans;
  }

  @Override
  public void offCpu(OffCpuInterval interval) {
    if (interval.durationNanos() < minDurationNanos) {
      return;
    }
    SpanRef parent = interval.span();
    if (parent != null && parent.sampled() && !isOurs(interval)) {
      spans.accept(WaitSpan.of(interval, parent, clock));
    }
  }

  @Override
  public void complete(long untilNanos) {
    clock.retakeIfOld();
  }

  /**
   * Another agent may make spans of our own requests to the receiver. Waits in these would need
   * further requests, without end.
   */
  private static boolean isOurs(OffCpuInterval interval) {
    return interval.thread().name().startsWith(OurThreads.PREFIX);
  }
}
