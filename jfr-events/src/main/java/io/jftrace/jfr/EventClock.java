// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * The timeline's times in JFR's ticks, while a recording wants events of ours. For the reader's
 * thread.
 */
final class EventClock implements AutoCloseable {

  private static final long FIRST_BASE_NANOS = 10_000_000;

  /** While no recording wants events, that is looked at so often, and after one has started. */
  private static final long CHECK_INTERVAL_NANOS = 1_000_000_000;

  private final EventTypes types;
  private final TickClock clock = new TickClock();
  private final Queue<TickClock.Anchor> startAnchors = new ConcurrentLinkedQueue<>();
  private final FlightRecorderListener starts = new Starts();
  private long checkedNanos = System.nanoTime() - CHECK_INTERVAL_NANOS;
  private volatile long startedNanos = checkedNanos;
  private boolean ready;

  EventClock(EventTypes types) {
    this.types = types;
  }

  /** Begins to listen for recordings that start. */
  void open() {
    FlightRecorder.addListener(starts);
  }

  /** Whether a recording wants events, and their times can be told. */
  boolean isReady() {
    return ready;
  }

  /** To be called before each drain: reads both clocks. */
  void beforeDrain() {
    long nowNanos = System.nanoTime();
    if (ready || isCheckDue(nowNanos)) {
      checkedNanos = nowNanos;
      readClocks();
    }
  }

  /** Asking each type of event costs more than all else that a drain does in an idle JVM. */
  private boolean isCheckDue(long nowNanos) {
    return nowNanos - checkedNanos >= CHECK_INTERVAL_NANOS
        || nowNanos - startedNanos < CHECK_INTERVAL_NANOS;
  }

  private void readClocks() {
    for (TickClock.Anchor a = startAnchors.poll(); a != null; a = startAnchors.poll()) {
      clock.add(a);
    }
    TickClock.Anchor now = readBoth();
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
      now = readBoth();
      if (now == null) {
        return;
      }
    }
    clock.add(now);
    ready = clock.isReady();
  }

  /** JFR's ticks at a time; if {@link #isReady()}. */
  long ticks(long nanos) {
    return clock.ticks(nanos);
  }

  /** A short time in ticks; 1 at least; if {@link #isReady()}. */
  long durationTicks(long durationNanos) {
    return clock.durationTicks(durationNanos);
  }

  @Override
  public void close() {
    FlightRecorder.removeListener(starts);
  }

  private TickClock.Anchor readBoth() {
    LongSupplier ticks = types.enabledClock();
    return ticks == null ? null : TickClock.Anchor.read(ticks);
  }

  /** Reads both clocks when a recording starts, so that its first events lie behind an anchor. */
  private final class Starts implements FlightRecorderListener {
    @Override
    public void recordingStateChanged(Recording recording) {
      if (recording.getState() == RecordingState.RUNNING) {
        startedNanos = System.nanoTime();
        TickClock.Anchor anchor = readBoth();
        if (anchor != null) {
          startAnchors.add(anchor);
        }
      }
    }
  }
}
