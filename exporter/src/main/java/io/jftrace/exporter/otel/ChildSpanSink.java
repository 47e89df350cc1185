// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.AgentThreads;
import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.probes.ProbeHit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Picks the waits and calls that become spans: long enough, within a sampled span, and within the
 * budgets. What is beyond these is summed.
 */
final class ChildSpanSink implements TimelineSink {

  private final long minDurationNanos;
  private final boolean probeTexts;
  private final Consumer<ChildSpan> spans;
  private final ChildBudget budget;
  private final OtherSums others;
  private final AtomicLong summed = new AtomicLong();
  private final WallClock clock = new WallClock();

  ChildSpanSink(OtelSettings settings, Consumer<ChildSpan> spans) {
    this.minDurationNanos = settings.minDurationNanos();
    this.probeTexts = settings.probeTexts();
    this.spans = spans;
    this.budget =
        new ChildBudget(minDurationNanos, settings.maxPerParent(), settings.maxPerSecond());
    this.others = new OtherSums(spans);
  }

  @Override
  public void offCpu(OffCpuInterval interval) {
    if (interval.durationNanos() >= minDurationNanos && !isOurs(interval.thread())) {
      SpanRef parent = interval.span();
      if (isSampled(parent)) {
        wait(interval, parent);
      }
    }
  }

  @Override
  public void probeHit(ProbeHit hit) {
    if (isLongCall(hit) && hit.isShown() && !isOurs(hit.thread())) {
      SpanRef parent = hit.span();
      if (isSampled(parent)) {
        call(hit, parent);
      }
    }
  }

  @Override
  public void complete(long untilNanos) {
    clock.retakeIfOld();
    others.passQuiet(untilNanos);
  }

  /** Nothing more is expected of a parent. By the thread that calls the others. */
  void parentEnded(ParentId parent) {
    others.pass(parent);
  }

  /** Passes on all that was summed. By the thread that calls the others. */
  void passSums() {
    others.passAll();
  }

  /** How many waits and calls got no span of their own. Any thread. */
  long summed() {
    return summed.get();
  }

  private void wait(OffCpuInterval wait, SpanRef parent) {
    ParentId id = ParentId.of(parent);
    if (admits(id, wait.startNanos(), wait.endNanos())) {
      spans.accept(WaitSpan.of(wait, parent, clock));
    } else {
      OtherKind kind = OtherKind.waits(wait.reason().label());
      OtherSum sum = others.of(parent, id, kind, wait.endNanos());
      TracedThread thread = wait.virtualThread() == null ? wait.thread() : null;
      add(sum, parent, wait.startNanos(), wait.endNanos(), thread);
    }
  }

  private void call(ProbeHit call, SpanRef parent) {
    ParentId id = ParentId.of(parent);
    if (admits(id, call.startNanos(), call.endNanos())) {
      spans.accept(CallSpan.of(call, parent, clock, probeTexts));
    } else {
      OtherKind kind = OtherKind.calls(call.type().name());
      OtherSum sum = others.of(parent, id, kind, call.endNanos());
      boolean virtual = call.thread().mountedAt(call.endNanos()) != null;
      add(sum, parent, call.startNanos(), call.endNanos(), virtual ? null : call.thread());
    }
  }

  private boolean admits(ParentId parent, long startNanos, long endNanos) {
    boolean admitted = budget.admits(parent, endNanos - startNanos, endNanos);
    if (admitted) {
      others.seen(parent, endNanos);
    }
    return admitted;
  }

  private void add(
      OtherSum sum, SpanRef parent, long startNanos, long endNanos, TracedThread thread) {
    sum.add(
        clock.epochNanos(startNanos, parent.clockOffsetNanos()),
        clock.epochNanos(endNanos, parent.clockOffsetNanos()),
        endNanos - startNanos,
        thread);
    // One writer: no need for an atomic read-modify-write.
    summed.lazySet(summed.getPlain() + 1);
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
    return AgentThreads.isOne(thread);
  }
}
