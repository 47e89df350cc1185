// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.BlockRequest;
import io.jftrace.timeline.LaneNames;
import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.SystemCall;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.probes.ProbeHit;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.scheduler.SourceHealth;
import io.jftrace.timeline.scheduler.StateTimes;
import java.util.List;
import jdk.jfr.FlightRecorder;

/** The timeline as JFR events, each with its own time and on its own thread. */
public final class JfrOutput implements TimelineSink, AutoCloseable {

  private static final long DRAIN_TIMEOUT_MILLIS = 500;

  private final SourceHealth health;
  private final Drain drain;
  private final SpanSource spans;
  private final Runnable endOfChunk = this::endOfChunk;
  private final EventTypes types;
  private final EventClock clock;
  private final LaneThreads lanes = new LaneThreads();
  private final OffCpuWriter offCpu;
  private final RunQueueWriter runQueue;
  private final WakeupWriter wakeups;
  private final SyscallWriter systemCalls;
  private final BlockIoWriter blockRequests;
  private final PageFaultWriter pageFaults;
  private final ProbeWriter probes;
  private final SpanWriter activeSpans;

  private JfrOutput(SourceHealth health, Drain drain, SpanSource spans, ProbeEvents events) {
    this.health = health;
    this.drain = drain;
    this.spans = spans;
    this.types = new EventTypes(events.all());
    this.clock = new EventClock(types);
    this.offCpu = new OffCpuWriter(clock, lanes);
    this.runQueue = new RunQueueWriter(clock, lanes, spans);
    this.wakeups = new WakeupWriter(clock, lanes);
    this.systemCalls = new SyscallWriter(clock, lanes, spans);
    this.blockRequests = new BlockIoWriter(clock, lanes);
    this.pageFaults = new PageFaultWriter(clock, lanes, spans);
    this.probes = new ProbeWriter(clock, lanes, events);
    this.activeSpans = new SpanWriter(clock, lanes, spans);
  }

  /** Whether this JVM can record; needs the module jdk.jfr. */
  public static boolean isAvailable() {
    return FlightRecorder.isAvailable();
  }

  /**
   * Registers the event types, so that every recording, also one that runs already, has them.
   *
   * @param spans asked, by the thread that calls the sink, for those of the events that are written
   * @param probes each gets an event type of its own, {@code jftrace.probe.NAME}; hits of others
   *     are not shown
   */
  public static JfrOutput register(
      SourceHealth health, Drain drain, SpanSource spans, List<ProbeType> probes) {
    JfrOutput output = new JfrOutput(health, drain, spans, new ProbeEvents(probes));
    output.clock.open();
    output.types.register();
    FlightRecorder.addPeriodicEvent(ReaderEvent.class, output.endOfChunk);
    return output;
  }

  /** To be called by the reader's thread before each drain: reads both clocks. */
  public void beforeDrain() {
    clock.beforeDrain();
    activeSpans.beforeDrain();
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
  public void stateTime(TracedThread thread, StateTimes delta) {
    // Each thread that did anything since the last drain comes by here.
    if (activeSpans.isWanted() && shows(thread)) {
      activeSpans.write(thread);
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
  public void probeHit(ProbeHit hit) {
    if (hit.isShown() && shows(hit.thread())) {
      probes.write(hit);
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
      lanes.put(event, thread, timeNanos);
      event.span(spans.activeAt(thread, timeNanos));
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
    types.unregisterMade();
    lanes.close();
  }
}
