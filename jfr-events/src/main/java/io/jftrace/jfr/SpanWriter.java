// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.ActiveSpanSink;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.TracedThread;

/** Writes when spans were active on threads, asking for that only while a recording wants it. */
final class SpanWriter implements ActiveSpanSink {

  private final EventClock clock;
  private final LaneThreads lanes;
  private final SpanSource spans;
  private final SpanEvent probe = new SpanEvent();

  private boolean wanted;
  private long wantedSinceNanos;
  private TracedThread thread;

  SpanWriter(EventClock clock, LaneThreads lanes, SpanSource spans) {
    this.clock = clock;
    this.lanes = lanes;
    this.spans = spans;
  }

  /** To be called before each drain, after the clock's. */
  void beforeDrain() {
    boolean wasWanted = wanted;
    wanted = clock.isReady() && probe.isEnabled();
    if (wanted && !wasWanted) {
      // What ended before is not this recording's.
      wantedSinceNanos = System.nanoTime();
    }
  }

  /** Whether a recording asks for any of them. */
  boolean isWanted() {
    return wanted;
  }

  /** Writes what has ended on that thread. */
  void write(TracedThread ofThread) {
    thread = ofThread;
    spans.forEachEnded(ofThread, wantedSinceNanos, this);
    thread = null;
  }

  @Override
  public void wasActive(SpanRef span, long startNanos, long endNanos) {
    if (probe.isWanted(clock.durationTicks(endNanos - startNanos))) {
      SpanEvent event = new SpanEvent();
      event.time(clock.ticks(startNanos), clock.ticks(endNanos));
      // Virtual threads are not asked about.
      lanes.put(event, thread, (Thread) null);
      event.span(span);
      event.commit();
    }
  }
}
