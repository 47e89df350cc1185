// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.probes.ProbeHit;

/** Writes hits of probes, and calls. */
final class ProbeWriter {

  private final EventClock clock;
  private final LaneThreads lanes;
  private final ProbeEvents events;

  ProbeWriter(EventClock clock, LaneThreads lanes, ProbeEvents events) {
    this.clock = clock;
    this.lanes = lanes;
    this.events = events;
  }

  void write(ProbeHit hit) {
    ProbeEvent kept = events.of(hit.type());
    if (kept != null && isWanted(kept, clock.durationTicks(hit.endNanos() - hit.startNanos()))) {
      ProbeEvent event = kept.another();
      event.time(clock.ticks(hit.startNanos()), clock.ticks(hit.endNanos()));
      lanes.put(event, hit.thread(), hit.endNanos());
      event.values(hit);
      event.span(hit.span());
      event.typeCommit();
    }
  }

  private static boolean isWanted(ProbeEvent kept, long durationTicks) {
    kept.ticks(0, durationTicks);
    return kept.typeShouldCommit();
  }
}
