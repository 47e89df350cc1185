// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
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
   * For requests.
   *
   * @param atOnce how many the caller lets in at once; one more may come while the thread of the
   *     last is on its way back, and waits for it
   */
  static ExecutorService requests(int atOnce) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> daemon(task, PREFIX + "-" + number.incrementAndGet()));
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(PrometheusExporter.class.getClassLoader());
    return thread;
  }
}
