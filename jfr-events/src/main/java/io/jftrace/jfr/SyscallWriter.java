// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.SystemCall;

/** Writes system calls. */
final class SyscallWriter {

  private final EventClock clock;
  private final LaneThreads lanes;
  private final SpanSource spans;
  private final SyscallEvent probe = new SyscallEvent();

  SyscallWriter(EventClock clock, LaneThreads lanes, SpanSource spans) {
    this.clock = clock;
    this.lanes = lanes;
    this.spans = spans;
  }

  void write(SystemCall call) {
    if (probe.isWanted(clock.durationTicks(call.endNanos() - call.startNanos()))) {
      SyscallEvent event = new SyscallEvent();
      event.time(clock.ticks(call.startNanos()), clock.ticks(call.endNanos()));
      lanes.put(event, call.thread(), call.endNanos());
      event.span(spans.activeAt(call.thread(), call.startNanos()));
      event.name = call.name();
      event.number = call.number();
      event.result = call.result();
      event.offCpuDuration = call.offCpuNanos();
      event.target = call.target();
      event.commit();
    }
  }
}
