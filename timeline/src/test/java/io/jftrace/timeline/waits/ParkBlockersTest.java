// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.jftrace.timeline.WaitReason;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParkBlockersTest {

  /** A lock as applications make them. */
  private static final class OwnLock extends ReentrantLock {
    private static final long serialVersionUID = 1;

    static final class Sync extends AbstractQueuedSynchronizer {
      private static final long serialVersionUID = 1;
    }
  }

  private static final class Gate extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1;
  }

  @ParameterizedTest
  @CsvSource({
    "java.util.concurrent.locks.ReentrantLock$NonfairSync, LOCK",
    "java.util.concurrent.locks.ReentrantReadWriteLock$FairSync, LOCK",
    "java.util.concurrent.locks.StampedLock, LOCK",
    "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject, QUEUE",
    "java.util.concurrent.Semaphore$NonfairSync, QUEUE",
    "java.util.concurrent.CountDownLatch$Sync, QUEUE",
    "java.util.concurrent.CompletableFuture$Signaller, QUEUE",
    "java.util.concurrent.FutureTask, QUEUE",
    "java.util.concurrent.ForkJoinPool, QUEUE",
    "java.util.concurrent.Phaser, QUEUE",
    "java.util.concurrent.Exchanger, QUEUE",
    "java.lang.Object, PARK",
    "java.lang.Thread, PARK",
  })
  void sayTheSameByClassAndByName(String name, WaitReason reason) throws Exception {
    assertSame(reason, ParkBlockers.reasonOf(Class.forName(name)));
    assertSame(reason, ParkBlockers.reasonOf(name));
  }

  @Test
  void ofApplicationsAreKnownByTheirTypes() {
    Lock lock = new OwnLock();
    Condition condition = lock.newCondition();
    assertEquals(WaitReason.LOCK, ParkBlockers.reasonOf(lock.getClass()));
    assertEquals(WaitReason.LOCK, ParkBlockers.reasonOf(OwnLock.Sync.class));
    assertEquals(WaitReason.QUEUE, ParkBlockers.reasonOf(Gate.class));
    assertEquals(WaitReason.QUEUE, ParkBlockers.reasonOf(condition.getClass()));
    assertEquals(WaitReason.PARK, ParkBlockers.reasonOf(ParkBlockersTest.class));
  }

  @Test
  void noneIsPark() {
    assertEquals(WaitReason.PARK, ParkBlockers.reasonOf((Class<?>) null));
    assertEquals(WaitReason.PARK, ParkBlockers.reasonOf((String) null));
  }
}
