// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.VirtualThreads;
import io.jftrace.timeline.probes.ProbeHit;
import io.opentelemetry.api.trace.SpanBuilder;
import java.util.List;

/**
 * A call that a probe follows and that is to become a span: what is kept of it until its batch.
 *
 * @param javaId 0 for a thread that is not Java's
 * @param carrierName null if the thread is not virtual
 */
record CallSpan(
    SpanRef parent,
    long startEpochNanos,
    long endEpochNanos,
    String probe,
    String place,
    List<CallArgument> arguments,
    long javaId,
    String threadName,
    String carrierName,
    int tid)
    implements ChildSpan {

  /**
   * A copy of what a span tells.
   *
   * @param showTexts whether texts, which are from the application's memory, may be shown
   */
  static CallSpan of(ProbeHit call, SpanRef parent, WallClock clock, boolean showTexts) {
    TracedThread thread = call.thread();
    Thread virtual = thread.mountedAt(call.endNanos());
    return new CallSpan(
        parent,
        clock.epochNanos(call.startNanos(), parent.clockOffsetNanos()),
        clock.epochNanos(call.endNanos(), parent.clockOffsetNanos()),
        call.type().name(),
        call.type().place(),
        CallArgument.allOf(call, showTexts),
        virtual == null ? thread.javaId() : virtual.getId(),
        virtual == null ? thread.name() : VirtualThreads.nameOf(virtual),
        virtual == null ? null : thread.name(),
        thread.tid());
  }

  @Override
  public String name() {
    return "call " + probe;
  }

  @Override
  public void describe(SpanBuilder span, long continuedNanos) {
    CallSpans.describe(span, this, continuedNanos);
  }
}
