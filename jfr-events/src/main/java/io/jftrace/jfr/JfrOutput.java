// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.BlockRequest;
import io.jftrace.timeline.LaneNames;
import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SystemCall;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.scheduler.SourceHealth;
import jdk.jfr.FlightRecorder;

/** The timeline as JFR events, each with its own time and on its own thread. */
public final class JfrOutput implements TimelineSink, AutoCloseable {

  private static final long DRAIN_TIMEOUT_MILLIS = 500;

  private final SourceHealth health;
  private final Drain drain;
  private final Runnable endOfChunk = this::endOfChunk;
  private final EventClock clock = new EventClock();
  private final LaneThreads lanes = new LaneThreads();
  private final OffCpuWriter offCpu = new OffCpuWriter(clock, lanes);
  private final RunQueueWriter runQueue = new RunQueueWriter(clock, lanes);
  private final WakeupWriter wakeups = new WakeupWriter(clock, lanes);
  private final SyscallWriter systemCalls = new SyscallWriter(clock, lanes);
  private final BlockIoWriter blockRequests = new BlockIoWriter(clock, lanes);
  private final PageFaultWriter pageFaults = new PageFaultWriter(clock, lanes);

  private JfrOutput(SourceHealth health, Drain drain) {
    this.health = health;
    this.drain = drain;
  }

  /** Whether this JVM can record; needs the module jdk.jfr. */
  public static boolean isAvailable() {
    return FlightRecorder.isAvailable();
  }

  /** Registers the event types, so that every recording, also one that runs already, has them. */
  public static JfrOutput register(SourceHealth health, Drain drain) {
    JfrOutput output = new JfrOutput(health, drain);
    output.clock.open();
    EventTypes.register();
    FlightRecorder.addPeriodicEvent(ReaderEvent.class, output.endOfChunk);
    return output;
  }

  /** To be called by the reader's thread before each drain: reads both clocks. */
  public void beforeDrain() {
    clock.beforeDrain();
    if (clock.isReady()) {
      lanes.retire();
    } else {
      lanes.close();
    }
  }

  /** Whether a recording asks for an event of that wait; by the thread that calls the sink. */
  public boolean wants(OffCpuInterval interval) {
    return shows(interval.thread())
        && (offCpu.wants(interval) || runQueue.wants(interval) || wakeups.wants(interval));
  }

  @Override
  public void offCpu(OffCpuInterval interval) {
    if (shows(interval.thread())) {
      offCpu.write(interval);
      runQueue.write(interval);
      wakeups.write(interval);
    }
  }

  @Override
  public void queued(TracedThread thread, long queuedNanos, long startNanos) {
    if (shows(thread)) {
      runQueue.write(thread, queuedNanos, startNanos);
    }
  }

  @Override
  public void systemCall(SystemCall call) {
    if (shows(call.thread())) {
      systemCalls.write(call);
    }
  }

  @Override
  public void blockRequest(BlockRequest request) {
    if (shows(request.thread())) {
      blockRequests.write(request);
    }
  }

  @Override
  public void pageFault(
      TracedThread thread, long startNanos, long endNanos, long address, boolean major) {
    if (shows(thread)) {
      pageFaults.write(thread, startNanos, endNanos, address, major);
    }
  }

  @Override
  public void marker(TracedThread thread, long timeNanos, String text) {
    if (!clock.isReady()) {
      return;
    }
    MarkerEvent event = new MarkerEvent();
    if (event.isEnabled()) {
      long ticks = clock.ticks(timeNanos);
      event.time(ticks, ticks);
      lanes.put(event, thread);
      event.text = text;
      event.commit();
    }
  }

  @Override
  public void dataLoss(int cpu, long startNanos, long endNanos, long count) {
    if (!clock.isReady()) {
      return;
    }
    DataLossEvent event = new DataLossEvent();
    if (event.isEnabled()) {
      event.time(clock.ticks(startNanos), clock.ticks(endNanos));
      event.cpu = cpu;
      event.count = count;
      event.commit();
    }
  }

  private boolean shows(TracedThread thread) {
    return clock.isReady() && !LaneNames.isLane(thread.name());
  }

  private void endOfChunk() {
    drain.now(DRAIN_TIMEOUT_MILLIS);
    ReaderEvent event = new ReaderEvent();
    event.eventsRead = health.totalRead();
    event.eventsLost = health.totalLost();
    event.lag = health.lagNanos();
    event.cpuTime = health.readerCpuNanos();
    event.commit();
  }

  @Override
  public void close() {
    FlightRecorder.removePeriodicEvent(endOfChunk);
    clock.close();
    lanes.close();
  }
}
