// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that compute until they are told not to. */
final class Spinners implements AutoCloseable {

  private static final int STEPS = 10_000;

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong sum = new AtomicLong();
  private volatile boolean ended;

  /** Returns when all of them compute. */
  Spinners(int count) throws InterruptedException {
    CountDownLatch running = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(() -> spin(running), "spinner-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    running.await();
  }

  private void spin(CountDownLatch running) {
    running.countDown();
    long value = 1;
    while (!ended) {
      value = compute(value);
    }
    sum.addAndGet(value);
  }

  /** Some microseconds of computing; never 0 for what is not. */
  static long compute(long value) {
    long v = value;
    for (int i = 0; i < STEPS; i++) {
      v ^= v << 13;
      v ^= v >>> 7;
      v ^= v << 17;
    }
    return v;
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
