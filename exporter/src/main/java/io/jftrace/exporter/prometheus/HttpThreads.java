// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that an application need not notice: daemons that hold nothing of their maker. */
final class HttpThreads {

  private static final String PREFIX = "jftrace-http";

  /** Longer than the usual time from one scrape to the next, so that those share a thread. */
  private static final long IDLE_SECONDS = 70;

  private HttpThreads() {}

  static Thread acceptor(Runnable task) {
    return daemon(task, PREFIX);
  }

  /**
   * For requests; the caller bounds how many there are at once. A bound here would refuse one while
   * the thread of the last is on its way back to the pool.
   */
  static ExecutorService requests() {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> daemon(task, PREFIX + "-" + number.incrementAndGet()));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(PrometheusExporter.class.getClassLoader());
    return thread;
  }
}
