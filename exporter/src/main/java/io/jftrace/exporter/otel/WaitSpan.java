// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.WakerKind;
import io.opentelemetry.api.trace.SpanBuilder;

/**
 * A wait that is to become a span: what is kept of an {@link OffCpuInterval} until its batch.
 *
 * @param javaId 0 for a thread that is not Java's
 * @param carrierName null if the thread is not virtual
 * @param hasWaker whether the fields of the waker say anything
 * @param wakerSpan that the waker was in, if it is worth a link; else null
 */
record WaitSpan(
    SpanRef parent,
    long startEpochNanos,
    long endEpochNanos,
    String reason,
    WaitCause cause,
    char state,
    long javaId,
    String threadName,
    String carrierName,
    int tid,
    long runQueueNanos,
    boolean hasWaker,
    String wakerName,
    int wakerTid,
    String wakerComm,
    SpanRef wakerSpan,
    int cpuOut,
    int cpuIn)
    implements ChildSpan {

  static WaitSpan of(OffCpuInterval interval, SpanRef parent, WallClock clock) {
    TracedThread thread = interval.thread();
    return new WaitSpan(
        parent,
        clock.epochNanos(interval.startNanos(), parent.clockOffsetNanos()),
        clock.epochNanos(interval.endNanos(), parent.clockOffsetNanos()),
        interval.reason().label(),
        WaitCause.of(interval),
        interval.state(),
        interval.threadId(),
        interval.threadName(),
        interval.virtualThread() == null ? null : thread.name(),
        thread.tid(),
        interval.runQueueNanos(),
        interval.wakerKind() != WakerKind.NONE,
        interval.wakerName(),
        interval.wakerTid(),
        interval.wakerComm(),
        linkedSpan(interval, parent),
        interval.cpuOut(),
        interval.cpuIn());
  }

  /** Nobody has a span that is not sampled, and one that led to itself would say nothing. */
  private static SpanRef linkedSpan(OffCpuInterval interval, SpanRef parent) {
    SpanRef span = interval.wakerSpan();
    boolean linked =
        span != null && span.sampled() && !ParentId.of(span).equals(ParentId.of(parent));
    return linked ? span : null;
  }

  @Override
  public String name() {
    return "wait " + reason;
  }

  @Override
  public void describe(SpanBuilder span, long continuedNanos) {
    WaitSpans.describe(span, this, continuedNanos);
  }
}
