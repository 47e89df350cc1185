// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.TracedThread;

/** Writes page faults. */
final class PageFaultWriter {

  private final EventClock clock;
  private final LaneThreads lanes;
  private final SpanSource spans;
  private final PageFaultEvent probe = new PageFaultEvent();

  PageFaultWriter(EventClock clock, LaneThreads lanes, SpanSource spans) {
    this.clock = clock;
    this.lanes = lanes;
    this.spans = spans;
  }

  void write(TracedThread thread, long startNanos, long endNanos, long address, boolean major) {
    if (probe.isWanted(clock.durationTicks(endNanos - startNanos))) {
      PageFaultEvent event = new PageFaultEvent();
      event.time(clock.ticks(startNanos), clock.ticks(endNanos));
      lanes.put(event, thread, startNanos);
      event.span(spans.activeAt(thread, startNanos));
      event.address = address;
      event.major = major;
      event.commit();
    }
  }
}
