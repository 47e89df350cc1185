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

  private final SchedulerSource source;
  private final Runnable beforeDrain;
  private final Runnable afterDrain;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition drained = lock.newCondition();
  private long drainsBegun;
  private long drainsEnded;
  private Thread thread;
  private boolean ended;
  private volatile boolean stopped;

  ReaderLoop(SchedulerSource source, Runnable beforeDrain, Runnable afterDrain) {
    this.source = source;
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
        source.await(INTERVAL_MILLIS);
        drain();
      }
      drain();
    } finally {
      end();
    }
  }

  private void drain() throws IOException {
    begin();
    beforeDrain.run();
    source.drain();
    afterDrain.run();
    signal();
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
  }

  /** Whether {@link #stop} was called, which happens when the JVM ends. */
  boolean isStopped() {
    return stopped;
  }
}
