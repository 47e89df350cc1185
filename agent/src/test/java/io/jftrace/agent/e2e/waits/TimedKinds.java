// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Waits for a time, and parking. */
final class TimedKinds {

  private TimedKinds() {}

  static void addTo(Stage stage) {
    stage.alone(
        Kind.of("sleep", "sleep", "Thread.sleep"),
        (around, millis) -> around.call(() -> Thread.sleep(millis)));
    Object monitor = new Object();
    stage.alone(
        Kind.of("object-wait-timeout", "queue", "Object.wait"),
        (around, millis) -> around.call(() -> waitFor(monitor, millis)));
    stage.alone(
        Kind.of("park-nanos", "park", "Unsafe.park"),
        (around, millis) -> around.call(() -> LockSupport.parkNanos(millis * 1_000_000L)));
    addPark(stage, new AtomicReference<>());
  }

  @SuppressWarnings("WaitNotInLoop") // It is not for anything.
  private static void waitFor(Object monitor, int millis) throws InterruptedException {
    synchronized (monitor) {
      monitor.wait(millis);
    }
  }

  /**
   * Whoever is woken before it parks, and waits for something else first, has lost that: it is
   * woken until it has gone on. What it was woken for too often ends its next park at once, unless
   * taken.
   */
  private static void addPark(Stage stage, AtomicReference<Thread> waiter) {
    AtomicInteger left = new AtomicInteger();
    AtomicInteger turns = new AtomicInteger();
    stage.pair(
        Kind.of("park", "park", "Unsafe.park").handedOver(),
        around -> {
          waiter.set(Thread.currentThread());
          LockSupport.parkNanos(1);
          around.call(LockSupport::park);
          left.incrementAndGet();
        },
        meanwhile -> {
          int turn = turns.incrementAndGet();
          meanwhile.run();
          LockSupport.unpark(waiter.get());
          while (left.get() < turn) {
            Thread.sleep(20);
            if (left.get() < turn) {
              LockSupport.unpark(waiter.get());
            }
          }
        });
  }
}
