// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.AgentThreads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon threads with this module's class loader as context, which hold nothing of their maker.
 * Threads that the JDK's HTTP client and OkHttp start within them are not ours by name, and on JDK
 * 19 and later the client's do not inherit that class loader, but the group.
 */
final class OurThreads {

  static final String PREFIX = "jftrace-";

  private static final ThreadGroup GROUP = AgentThreads.newGroup();

  private static final int MAX_REQUESTS = 4;
  private static final long IDLE_SECONDS = 30;

  private OurThreads() {}

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(GROUP, task, PREFIX + name, 0, false);
    thread.setDaemon(true);
    // For whatever service loaders of the SDK look there.
    thread.setContextClassLoader(OurThreads.class.getClassLoader());
    return thread;
  }

  /** For requests to a receiver, of which one at a time is usual. */
  static ExecutorService requests(String name) {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        MAX_REQUESTS,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> daemon(task, name + "-" + number.incrementAndGet()));
  }
}
