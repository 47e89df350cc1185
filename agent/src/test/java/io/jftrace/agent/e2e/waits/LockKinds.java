// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Locks that the partner holds. */
final class LockKinds {

  /** A class to be found as that of a monitor. */
  static final class Guarded {}

  private LockKinds() {}

  static void addTo(Stage stage) {
    addMonitor(stage, new Guarded());
    addLock(
        stage,
        Kind.of("reentrant-lock", "lock", "Unsafe.park").of(ReentrantLock.class.getName() + SYNC),
        new ReentrantLock());
    addLock(
        stage,
        Kind.of("write-lock", "lock", "Unsafe.park")
            .of(ReentrantReadWriteLock.class.getName() + SYNC),
        new ReentrantReadWriteLock().writeLock());
    addStamped(stage, new StampedLock());
  }

  /** What threads park on is in these classes that are not public. */
  private static final String SYNC = "$NonfairSync";

  private static void addMonitor(Stage stage, Guarded monitor) {
    boolean steps = stage.profile == Profile.SAMPLED && MonitorSteps.areTaken();
    stage.pair(
        Kind.of("monitor", "lock", "LockKinds.enter")
            .of(Guarded.class)
            .handedOver()
            .owned()
            .inSteps(steps),
        around -> around.call(() -> enter(monitor)),
        meanwhile -> {
          synchronized (monitor) {
            meanwhile.run();
            if (steps) {
              // The step of 64 ms is to be a whole one.
              stage.profile.rest(0);
            }
          }
        });
  }

  private static void enter(Guarded monitor) {
    synchronized (monitor) {
      // To have waited for it is all.
    }
  }

  private static void addLock(Stage stage, Kind kind, Lock lock) {
    stage.pair(
        kind.handedOver().owned(),
        around -> {
          around.call(lock::lock);
          lock.unlock();
        },
        meanwhile -> {
          lock.lock();
          try {
            meanwhile.run();
          } finally {
            lock.unlock();
          }
        });
  }

  /** It does not know its owner. */
  private static void addStamped(Stage stage, StampedLock lock) {
    long[] stamp = {0};
    stage.pair(
        Kind.of("stamped-lock", "lock", "Unsafe.park").of(StampedLock.class).handedOver(),
        around -> {
          around.call(() -> stamp[0] = lock.writeLock());
          lock.unlockWrite(stamp[0]);
        },
        meanwhile -> {
          long held = lock.writeLock();
          try {
            meanwhile.run();
          } finally {
            lock.unlockWrite(held);
          }
        });
  }
}
