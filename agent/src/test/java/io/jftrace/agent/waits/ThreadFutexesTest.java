// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.threads.JavaThreadMemory;
import io.jftrace.timeline.waits.FutexUse;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the JVM that runs the tests; java.lang is open to them. */
final class ThreadFutexesTest {

  private static final int ROUNDS = 6;

  private JavaThreadMemory memory;
  private FutexLayout layout;
  private ThreadFutexes futexes;

  @BeforeEach
  void calibrate() throws IOException, ReflectiveOperationException {
    memory =
        JavaThreadMemory.open(MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup()));
    layout = FutexCalibration.run(memory);
    futexes = new ThreadFutexes(memory, layout);
  }

  @Test
  void theLayoutIsFoundAndLeavesNoThread() {
    assertTrue(layout.isComplete(), layout.toString());
    assertFalse(
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> thread.getName().equals("jftrace-calibration")));
  }

  @Test
  void theLayoutEndsWithTheThread() {
    assertTrue(layout.parkUntil() <= memory.threadBytes(), layout.toString());
    assertTrue(layout.monitorPointer() < memory.threadBytes(), layout.toString());
    assertTrue(layout.sleepPointer() < memory.threadBytes(), layout.toString());
    assertEquals(-1, memory.offsetOf(Thread.currentThread(), 0x1234_5678_9abc_def0L));
  }

  @Test
  void anInterruptedThreadTellsOfItsEndAsAnyOther() {
    Thread self = Thread.currentThread();
    self.interrupt();
    futexes.ending(self);
    futexes.drained();
    assertTrue(Thread.interrupted());
    assertEquals(1, futexes.size());
  }

  @Test
  void everyWayToWaitHasItsFutex() throws IOException, InterruptedException {
    List<WaitingThread> threads = new ArrayList<>();
    WaitingThread.LOCK_HELD.lock();
    try {
      synchronized (WaitingThread.MONITOR_HELD) {
        for (int i = 0; i < ROUNDS; i++) {
          for (WaitingThread.Way way : WaitingThread.WAYS) {
            WaitingThread thread = new WaitingThread(way);
            thread.start();
            threads.add(thread);
          }
        }
        for (WaitingThread thread : threads) {
          FutexUse use = futexes.use(thread, thread.futex());
          assertEquals(thread.way().use(), use, thread.way().name());
        }
      }
    } finally {
      WaitingThread.LOCK_HELD.unlock();
    }
    for (WaitingThread thread : threads) {
      thread.finish();
    }
  }

  @Test
  void anotherThreadsFutexIsNone() throws IOException, InterruptedException {
    WaitingThread thread = new WaitingThread(WaitingThread.SLEEPING);
    thread.start();
    assertEquals(FutexUse.OTHER, futexes.use(Thread.currentThread(), thread.futex()));
    thread.finish();
  }

  @Test
  void aThreadIsRememberedForAWhileAfterItsEnd() throws IOException, InterruptedException {
    WaitingThread thread = new WaitingThread(WaitingThread.SLEEPING);
    thread.start();
    long futex = thread.futex();
    assertEquals(FutexUse.SLEEP, futexes.use(thread, futex));
    thread.finish();
    futexes.drained();
    futexes.drained();
    assertEquals(FutexUse.SLEEP, futexes.use(thread, futex));
    futexes.drained();
    assertEquals(FutexUse.UNKNOWN, futexes.use(thread, futex));
    assertEquals(0, futexes.size());
  }

  @Test
  void aThreadThatSaysThatItEndsNeedNotBeAskedBefore() throws IOException, InterruptedException {
    WaitingThread silent = new WaitingThread(WaitingThread.SLEEPING);
    WaitingThread telling = new WaitingThread(WaitingThread.SLEEPING);
    telling.atEnd(() -> futexes.ending(telling));
    silent.start();
    telling.start();
    long silentFutex = silent.futex();
    long tellingFutex = telling.futex();
    silent.finish();
    telling.finish();
    assertEquals(FutexUse.UNKNOWN, futexes.use(silent, silentFutex));
    assertEquals(FutexUse.SLEEP, futexes.use(telling, tellingFutex));
  }
}
