// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.scheduler.SourceHealth;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/** The timeline as JFR events, each with its own time and on its own thread. */
public final class JfrOutput implements TimelineSink, AutoCloseable {

  private static final long FIRST_BASE_NANOS = 10_000_000;
  private static final long DRAIN_TIMEOUT_MILLIS = 500;

  private final SourceHealth health;
  private final Drain drain;
  private final TickClock clock = new TickClock();
  private final Queue<TickClock.Anchor> startAnchors = new ConcurrentLinkedQueue<>();
  private final Runnable endOfChunk = this::endOfChunk;
  private final FlightRecorderListener starts = new Starts();
  private final OffCpuEvent probe = new OffCpuEvent();
  private boolean ready;

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
    FlightRecorder.addListener(output.starts);
    FlightRecorder.register(OffCpuEvent.class);
    FlightRecorder.register(MarkerEvent.class);
    FlightRecorder.register(DataLossEvent.class);
    FlightRecorder.addPeriodicEvent(ReaderEvent.class, output.endOfChunk);
    return output;
  }

  /** To be called by the reader's thread before each drain: reads both clocks. */
  public void beforeDrain() {
    for (TickClock.Anchor a = startAnchors.poll(); a != null; a = startAnchors.poll()) {
      clock.add(a);
    }
    TickClock.Anchor now = TickClock.Anchor.read(JfrOutput::readTicks);
    if (now == null) {
      ready = false;
      return;
    }
    if (clock.anchors() == 0) {
      // A recording that began before this agent: a first rate, good enough for the times since.
      clock.add(now);
      while (System.nanoTime() - now.nanos() < FIRST_BASE_NANOS) {
        Thread.onSpinWait();
      }
      now = TickClock.Anchor.read(JfrOutput::readTicks);
      if (now == null) {
        return;
      }
    }
    clock.add(now);
    ready = clock.isReady();
  }

  /** JFR's clock as an enabled event reads it; 0 while no recording wants events of ours. */
  private static long readTicks() {
    OffCpuEvent offCpu = new OffCpuEvent();
    if (offCpu.isEnabled()) {
      return offCpu.beginTicks();
    }
    MarkerEvent marker = new MarkerEvent();
    return marker.isEnabled() ? marker.beginTicks() : 0;
  }

  @Override
  public void offCpu(OffCpuInterval interval) {
    // Most are too short: they must not cost an object each.
    if (wants(interval.durationNanos())) {
      OffCpuEvent event = new OffCpuEvent();
      event.time(clock.ticks(interval.startNanos()), clock.ticks(interval.endNanos()));
      fill(event, interval);
      event.commit();
    }
  }

  /** Whether a recording asks for waits of that length; by the thread that calls the sink. */
  public boolean wants(long durationNanos) {
    return ready && probe.isWanted(clock.durationTicks(durationNanos));
  }

  private static void fill(OffCpuEvent event, OffCpuInterval interval) {
    TracedThread thread = interval.thread();
    event.lane = thread.javaThread();
    event.thread = thread.javaThread();
    event.tid = thread.tid();
    event.threadName = thread.name();
    event.state = String.valueOf(interval.state());
    event.reason = interval.reason().label();
    event.runQueueDuration = interval.runQueueNanos();
    event.wakerThread = interval.waker() == null ? null : interval.waker().javaThread();
    event.wakerTid = interval.wakerTid();
    event.wakerName = interval.wakerName();
    event.wakerComm = interval.wakerComm();
    event.cpuOut = interval.cpuOut();
    event.cpuIn = interval.cpuIn();
    SpanRef span = interval.span();
    if (span != null) {
      event.traceId = span.traceId();
      event.spanId = span.spanId();
    }
  }

  @Override
  public void marker(TracedThread thread, long timeNanos, String text) {
    if (!ready) {
      return;
    }
    MarkerEvent event = new MarkerEvent();
    if (event.isEnabled()) {
      event.time(clock.ticks(timeNanos));
      event.lane = thread.javaThread();
      event.thread = thread.javaThread();
      event.tid = thread.tid();
      event.threadName = thread.name();
      event.text = text;
      event.commit();
    }
  }

  @Override
  public void dataLoss(int cpu, long startNanos, long endNanos, long count) {
    if (!ready) {
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
    FlightRecorder.removeListener(starts);
  }

  /** Reads both clocks when a recording starts, so that its first events lie behind an anchor. */
  private final class Starts implements FlightRecorderListener {
    @Override
    public void recordingStateChanged(Recording recording) {
      if (recording.getState() == RecordingState.RUNNING) {
        TickClock.Anchor anchor = TickClock.Anchor.read(JfrOutput::readTicks);
        if (anchor != null) {
          startAnchors.add(anchor);
        }
      }
    }
  }
}
