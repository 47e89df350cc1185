// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import io.jftrace.timeline.scheduler.SchedulerSource;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * Drains the source now and then, and at once when asked. Runs on one thread; the other methods may
 * be called by any.
 */
final class ReaderLoop {

  /** How long an event waits in the kernel's buffer at most, unless the buffer fills up. */
  private static final int INTERVAL_MILLIS = 100;

  /**
   * The same in an idle application: each drain costs the same, whether there is much or little.
   */
  private static final int MAX_INTERVAL_MILLIS = 2_000;

  /** The JVM's own threads make half as many. */
  private static final int IDLE_EVENTS_PER_SECOND = 1000;

  private final SchedulerSource source;
  private final Runnable beforeDrain;
  private final Runnable afterDrain;
  private final IntSupplier longest;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition drained = lock.newCondition();
  private int intervalMillis = INTERVAL_MILLIS;
  private long begunNanos = System.nanoTime();
  private long ownEvents;
  private long adaptedNanos = System.nanoTime();
  private long drainsBegun;
  private long drainsEnded;
  private Thread thread;
  private boolean ended;
  private volatile boolean stopped;

  /**
   * @param longest in how many milliseconds somebody else needs the next drain
   */
  ReaderLoop(
      SchedulerSource source, Runnable beforeDrain, Runnable afterDrain, IntSupplier longest) {
    this.source = source;
    this.longest = longest;
    this.beforeDrain = beforeDrain;
    this.afterDrain = afterDrain;
  }

  /** Drains until {@link #stop}, and once more after it. */
  void run() throws IOException {
    lock.lock();
    try {
      thread = Thread.currentThread();
    } finally {
      lock.unlock();
    }
    try {
      while (!stopped) {
        source.await(untilNextMillis());
        drain();
        adaptInterval();
      }
      drain();
    } finally {
      end();
    }
  }

  /** From the beginning of a drain to that of the next one. */
  private int untilNextMillis() {
    long sinceMillis = (System.nanoTime() - begunNanos) / 1_000_000;
    return (int) Math.max(1, intervalMillis - sinceMillis);
  }

  private void drain() throws IOException {
    begunNanos = System.nanoTime();
    begin();
    beforeDrain.run();
    source.drain();
    afterDrain.run();
    signal();
  }

  private void adaptInterval() {
    long before = ownEvents;
    ownEvents = source.ownEvents();
    long nowNanos = System.nanoTime();
    long elapsedMillis = Math.max(1, (nowNanos - adaptedNanos) / 1_000_000);
    adaptedNanos = nowNanos;
    boolean idle = (ownEvents - before) * 1000 / elapsedMillis < IDLE_EVENTS_PER_SECOND;
    int wantedMillis = idle ? Math.min(2 * intervalMillis, MAX_INTERVAL_MILLIS) : INTERVAL_MILLIS;
    intervalMillis = Math.min(wantedMillis, longest.getAsInt());
  }

  private void begin() {
    lock.lock();
    try {
      drainsBegun++;
    } finally {
      lock.unlock();
    }
  }

  private void signal() {
    lock.lock();
    try {
      drainsEnded = drainsBegun;
      drained.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      drained.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything that happened before this call has reached the sinks, or time is up. */
  void drainNow(long timeoutMillis) {
    long remainingNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    lock.lock();
    try {
      // A drain that has begun already may have passed what is asked for.
      long wanted = drainsBegun + 1;
      boolean own = Thread.currentThread() == thread;
      source.wake();
      while (!own && thread != null && !ended && drainsEnded < wanted && remainingNanos > 0) {
        remainingNanos = drained.awaitNanos(remainingNanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Asks the loop to end; it drains once more. */
  void stop() {
    stopped = true;
    source.wake();
  }

  /** Whether {@link #stop} was called, which happens when the JVM ends. */
  boolean isStopped() {
    return stopped;
  }
}
