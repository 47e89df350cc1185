// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import io.jftrace.timeline.scheduler.SchedulerSource;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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

  /** What the loop does at the drains. */
  interface Steps {

    /** Before each drain, full or of the events only. */
    void beforeDrain();

    /** After the events of each drain. */
    void afterEvents();

    /** After a full drain. */
    void afterDrain();

    /** Looks at what the threads are doing now. */
    void look();

    /** In how many milliseconds the next full drain is needed by somebody else. */
    int longestIntervalMillis();

    /** How often to look, also while full drains are rarer. */
    int lookIntervalMillis();
  }

  private final SchedulerSource source;
  private final Steps steps;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition drained = lock.newCondition();
  private int intervalMillis = INTERVAL_MILLIS;
  private long lookedNanos = System.nanoTime();
  private long drainedNanos = lookedNanos;
  private long ownEvents;
  private long adaptedNanos = System.nanoTime();
  private long drainsBegun;
  private long drainsEnded;
  private Thread thread;
  private boolean ended;
  private volatile boolean stopped;
  private volatile boolean drainWanted;

  /** Like the one above, but not before {@link #INTERVAL_MILLIS} have passed since the last. */
  private volatile boolean soonWanted;

  /** Woken for nothing but a shorter wait. */
  private volatile boolean hurried;

  ReaderLoop(SchedulerSource source, Steps steps) {
    this.source = source;
    this.steps = steps;
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
        int timeoutMillis = untilNextMillis();
        long beginNanos = System.nanoTime();
        source.await(timeoutMillis);
        if (hurried) {
          hurried = false;
          if (!isDrainDue()) {
            continue;
          }
        }
        boolean woken = millisSince(beginNanos) < timeoutMillis - 1;
        if (woken || isDrainDue()) {
          drain();
          adaptInterval();
        } else {
          look();
        }
      }
      drain();
    } finally {
      end();
    }
  }

  /** From the beginning of a drain, or a look, to that of the next one. */
  private int untilNextMillis() {
    int millis = Math.min(intervalMillis, steps.lookIntervalMillis());
    long untilNext = millis - millisSince(lookedNanos);
    if (soonWanted) {
      untilNext = Math.min(untilNext, INTERVAL_MILLIS - millisSince(drainedNanos));
    }
    return (int) Math.max(1, untilNext);
  }

  /**
   * Somebody asks for it, it is time, or there was much to do lately. A tick less than the interval
   * will do: the next look may be far.
   */
  private boolean isDrainDue() {
    return drainWanted
        || stopped
        || (soonWanted && millisSince(drainedNanos) >= INTERVAL_MILLIS - 1)
        || millisSince(drainedNanos) >= intervalMillis - 1
        || source.ownEvents() - ownEvents >= IDLE_EVENTS_PER_SECOND;
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  private void drain() throws IOException {
    drainWanted = false;
    soonWanted = false;
    lookedNanos = System.nanoTime();
    drainedNanos = lookedNanos;
    begin();
    steps.beforeDrain();
    source.drain();
    steps.afterDrain();
    steps.afterEvents();
    signal();
    steps.look();
  }

  private void look() throws IOException {
    lookedNanos = System.nanoTime();
    steps.beforeDrain();
    source.drainEvents();
    steps.afterEvents();
    steps.look();
  }

  private void adaptInterval() {
    long before = ownEvents;
    ownEvents = source.ownEvents();
    long nowNanos = System.nanoTime();
    long elapsedMillis = Math.max(1, (nowNanos - adaptedNanos) / 1_000_000);
    adaptedNanos = nowNanos;
    boolean idle = (ownEvents - before) * 1000 / elapsedMillis < IDLE_EVENTS_PER_SECOND;
    int base = Math.min(INTERVAL_MILLIS, steps.lookIntervalMillis());
    int wantedMillis = idle ? Math.min(2 * intervalMillis, MAX_INTERVAL_MILLIS) : base;
    intervalMillis = Math.min(wantedMillis, steps.longestIntervalMillis());
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
      drainWanted = true;
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

  /**
   * Asks for a full drain, so that what happened before this call reaches the sinks within about
   * {@link #INTERVAL_MILLIS}; does not wait.
   */
  void drainSoon() {
    if (!soonWanted) {
      soonWanted = true;
      hurried = true;
      source.wake();
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
