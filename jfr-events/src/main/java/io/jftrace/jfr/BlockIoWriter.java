// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.BlockRequest;

/** Writes requests to block devices. */
final class BlockIoWriter {

  private final EventClock clock;
  private final LaneThreads lanes;

  /** The kernel's dev_t: the minor number has 20 bits (include/linux/kdev_t.h, Linux 6.18). */
  private static final int MINOR_BITS = 20;

  private final BlockIoEvent probe = new BlockIoEvent();

  BlockIoWriter(EventClock clock, LaneThreads lanes) {
    this.clock = clock;
    this.lanes = lanes;
  }

  void write(BlockRequest request) {
    if (probe.isWanted(clock.durationTicks(request.completeNanos() - request.issueNanos()))) {
      BlockIoEvent event = new BlockIoEvent();
      event.time(clock.ticks(request.issueNanos()), clock.ticks(request.completeNanos()));
      lanes.put(event, request.thread(), request.virtualThread());
      event.span(request.span());
      event.device = deviceText(request.device());
      event.sector = request.sector();
      event.bytes = request.bytes();
      event.operation = request.operation().label();
      event.error = request.error();
      event.commit();
    }
  }

  private static String deviceText(int device) {
    return (device >>> MINOR_BITS) + ":" + (device & ((1 << MINOR_BITS) - 1));
  }
}
