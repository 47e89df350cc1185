// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

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

  private static void addPark(Stage stage, AtomicReference<Thread> waiter) {
    stage.pair(
        Kind.of("park", "park", "Unsafe.park").handedOver(),
        around -> {
          waiter.set(Thread.currentThread());
          around.call(LockSupport::park);
        },
        meanwhile -> {
          meanwhile.run();
          LockSupport.unpark(waiter.get());
        });
  }
}
