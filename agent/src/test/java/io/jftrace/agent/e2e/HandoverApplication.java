// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An application where spans wait for what other spans give: a lock, an item of a queue. In the
 * end, one that waits often. Writes its spans to standard output: name, id, start and end.
 */
final class HandoverApplication {

  static final int ROUNDS = 10;
  static final int SLEEPS = 80;

  private static final int HELD_MILLIS = 20;

  private final SdkTracerProvider provider = SdkTracerProvider.builder().build();
  private final Tracer tracer = provider.get("test");
  private final ExecutorService pool = Executors.newCachedThreadPool();

  private HandoverApplication() {}

  public static void main(String[] args) throws Exception {
    AgentStart.await();
    new HandoverApplication().run();
  }

  private void run() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      handOverALock(round);
      handOverAnItem(round);
    }
    inSpan(
        "busy",
        () -> {
          for (int i = 0; i < SLEEPS; i++) {
            Thread.sleep(2);
          }
          return null;
        });
    pool.shutdown();
    provider.close();
  }

  private void handOverALock(int round) throws Exception {
    ReentrantLock lock = new ReentrantLock();
    CountDownLatch held = new CountDownLatch(1);
    AtomicReference<Thread> waiter = new AtomicReference<>();
    Future<?> giver =
        pool.submit(
            () -> {
              lock.lock();
              held.countDown();
              awaitWaiting(waiter);
              inSpan("gives lock " + round, unlocking(lock));
              return null;
            });
    held.await();
    inSpan(
        "takes lock " + round,
        () -> {
          waiter.set(Thread.currentThread());
          lock.lock();
          return null;
        });
    giver.get();
  }

  private static Callable<Void> unlocking(ReentrantLock lock) {
    return () -> {
      lock.unlock();
      return null;
    };
  }

  private void handOverAnItem(int round) throws Exception {
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    AtomicReference<Thread> waiter = new AtomicReference<>();
    Future<?> giver =
        pool.submit(
            () -> {
              awaitWaiting(waiter);
              return inSpan("gives item " + round, () -> queue.add("item"));
            });
    inSpan(
        "takes item " + round,
        () -> {
          waiter.set(Thread.currentThread());
          return queue.take();
        });
    giver.get();
  }

  /** Returns when the other thread has been waiting for a while. */
  private static void awaitWaiting(AtomicReference<Thread> other) throws InterruptedException {
    while (other.get() == null || other.get().getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    Thread.sleep(HELD_MILLIS);
  }

  private <T> T inSpan(String name, Callable<T> task) throws Exception {
    Span span = tracer.spanBuilder(name).setNoParent().startSpan();
    try (Scope scope = span.makeCurrent()) {
      return task.call();
    } finally {
      span.end();
      SpanData data = ((ReadableSpan) span).toSpanData();
      System.out.printf(
          "%s\t%s\t%d\t%d%n",
          name, data.getSpanId(), data.getStartEpochNanos(), data.getEndEpochNanos());
    }
  }
}
