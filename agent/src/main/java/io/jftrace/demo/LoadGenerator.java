// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** Asks for all paths in turn, from several threads, for a bounded time and number of requests. */
final class LoadGenerator {

  /** Seldom enough that the other paths' requests still find a processor. */
  private static final int ROUNDS_PER_HEAVY_REQUEST = 3;

  private static final List<String> HEAVY = List.of("/cpu", "/gc");
  private static final int THREADS = 10;
  private static final int PAUSE_MILLIS = 3;
  private static final int MAX_REQUESTS_PER_THREAD = 500_000;
  private static final int TIMEOUT_MILLIS = 20_000;

  private final String url;
  private final List<String> paths;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  /** How many requests went well, and how many did not. */
  record Result(long answered, long failed) {}

  LoadGenerator(String url, List<String> paths) {
    this.url = url;
    this.paths = paths;
  }

  Result run(Duration time) throws InterruptedException {
    long endNanos = System.nanoTime() + time.toNanos();
    ThreadFactory factory = Pool.named("load");
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      int first = i;
      threads[i] = factory.newThread(() -> load(first, endNanos));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return new Result(answered.get(), failed.get());
  }

  private void load(int first, long endNanos) {
    try {
      for (int i = first; i < first + MAX_REQUESTS_PER_THREAD; i++) {
        if (System.nanoTime() - endNanos >= 0) {
          return;
        }
        String path = paths.get(i % paths.size());
        if (!HEAVY.contains(path) || i / paths.size() % ROUNDS_PER_HEAVY_REQUEST == 0) {
          (get(path) ? answered : failed).incrementAndGet();
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean get(String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url + path).toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try (InputStream body = connection.getInputStream()) {
        return body.readAllBytes().length > 0;
      }
    } catch (IOException e) {
      return false;
    }
  }
}
