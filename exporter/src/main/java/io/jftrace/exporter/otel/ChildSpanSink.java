// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.probes.ProbeHit;
import java.util.function.Consumer;

/** Picks the waits and calls that become spans: long enough, and within a sampled span. */
final class ChildSpanSink implements TimelineSink {

  private final long minDurationNanos;
  private final boolean probeTexts;
  private final Consumer<ChildSpan> spans;
  private final WallClock clock = new WallClock();

  ChildSpanSink(long minDurationNanos, boolean probeTexts, Consumer<ChildSpan> spans) {
    this.minDurationNanos = minDurationNanos;
    this.probeTexts = probeTexts;
    this.spans = spans;
  }

  @Override
  public void offCpu(OffCpuInterval interval) {
    if (interval.durationNanos() >= minDurationNanos && !isOurs(interval.thread())) {
      SpanRef parent = interval.span();
      if (isSampled(parent)) {
        spans.accept(WaitSpan.of(interval, parent, clock));
      }
    }
  }

  @Override
  public void probeHit(ProbeHit hit) {
    if (isLongCall(hit) && hit.isShown() && !isOurs(hit.thread())) {
      SpanRef parent = hit.span();
      if (isSampled(parent)) {
        spans.accept(CallSpan.of(hit, parent, clock, probeTexts));
      }
    }
  }

  @Override
  public void complete(long untilNanos) {
    clock.retakeIfOld();
  }

  private boolean isLongCall(ProbeHit hit) {
    return hit.type().isCall() && hit.endNanos() - hit.startNanos() >= minDurationNanos;
  }

  private static boolean isSampled(SpanRef parent) {
    return parent != null && parent.sampled();
  }

  /**
   * Another agent may make spans of our own requests to the receiver. Waits in these would need
   * further requests, without end.
   */
  private static boolean isOurs(TracedThread thread) {
    return thread.name().startsWith(OurThreads.PREFIX);
  }
}
