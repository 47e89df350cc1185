// SPDX-License-Identifier: Apache-2.0
package io.jftrace.testapp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Has a pool of threads that live for some seconds, and prints for how long together. */
public final class ScrapedPool {

  /** Their names, without the number and what is before it. */
  public static final String POOL = "scrape-pool";

  public static final int THREADS = 4;

  private static final long LIFE_NANOS = 3_000_000_000L;
  private static final long SPIN_NANOS = 5_000_000;
  private static final long SLEEP_MILLIS = 5;

  private ScrapedPool() {}

  /** Starts the pool once its standard input has a byte, and ends when that ends. */
  public static void main(String[] args) throws IOException, InterruptedException {
    System.in.read();
    AtomicLong livesNanos = new AtomicLong();
    List<Thread> pool = new ArrayList<>();
    for (int i = 1; i <= THREADS; i++) {
      Thread thread = new Thread(() -> live(livesNanos), POOL + "-" + i);
      thread.start();
      pool.add(thread);
    }
    for (Thread thread : pool) {
      thread.join();
    }
    System.out.println(livesNanos);
    while (System.in.read() >= 0) {
      // The metrics are there until the JVM ends.
    }
  }

  private static void live(AtomicLong livesNanos) {
    long startNanos = System.nanoTime();
    try {
      while (System.nanoTime() - startNanos < LIFE_NANOS) {
        long spinNanos = System.nanoTime();
        while (System.nanoTime() - spinNanos < SPIN_NANOS) {
          Thread.onSpinWait();
        }
        Thread.sleep(SLEEP_MILLIS);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    livesNanos.addAndGet(System.nanoTime() - startNanos);
  }
}
