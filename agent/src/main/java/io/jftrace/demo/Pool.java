// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import io.opentelemetry.context.Context;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed thread pool whose threads are called NAME-1, NAME-2 and so on. */
final class Pool implements Executor, AutoCloseable {

  private static final int CLOSE_SECONDS = 10;

  private final ExecutorService executor;

  Pool(String name, int threads) {
    executor = Executors.newFixedThreadPool(threads, named(name));
  }

  static ThreadFactory named(String pool) {
    AtomicInteger number = new AtomicInteger();
    return task -> new Thread(task, pool + "-" + number.incrementAndGet());
  }

  /** The task runs inside the caller's span. */
  <T> Future<T> submit(Callable<T> task) {
    return executor.submit(Context.current().wrap(task));
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(Context.current().wrap(task));
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
