// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.agent.threads.JavaThreadMemory;
import io.jftrace.agent.threads.LiveThreads;
import io.jftrace.agent.waits.CalibrationThread.Way;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Finds the {@link FutexLayout} of this JVM, which does not export it: has a thread wait in each
 * way and asks the kernel for which futex.
 */
final class FutexCalibration {

  private static final long POLL_NANOS = 100_000;

  /** So many polls for all waits: the machine may be busy, and polling costs next to nothing. */
  private static final int MAX_POLLS = 5_000;

  /** So many threads tell whether the layout is right. */
  private static final int MAX_CHECKED = 64;

  private static final long JOIN_MILLIS = 1_000;

  private final JavaThreadMemory memory;
  private final CalibrationThread thread = new CalibrationThread();
  private final Map<Way, Long> futexes = new EnumMap<>(Way.class);
  private int polls;

  private FutexCalibration(JavaThreadMemory memory) {
    this.memory = memory;
  }

  /**
   * The layout, without what does not fit. Takes a few milliseconds.
   *
   * @throws IOException if the kernel does not tell what threads wait for
   */
  static FutexLayout run(JavaThreadMemory memory) throws IOException {
    FutexCalibration calibration = new FutexCalibration(memory);
    try {
      calibration.watch();
      return calibration.layout();
    } finally {
      calibration.end();
    }
  }

  /** Leaves the thread in its last wait. */
  private void watch() throws IOException {
    synchronized (thread.held()) {
      thread.start();
      for (Way way : Way.values()) {
        if (way.compareTo(Way.ENTER) <= 0) {
          see(way);
          thread.pass(way);
        }
      }
    }
    see(Way.WAIT);
    thread.pass(Way.WAIT);
    see(Way.WAIT_MILLIS);
  }

  private void see(Way way) throws IOException {
    long futex = futex(way);
    while (futex == 0) {
      if (++polls > MAX_POLLS) {
        throw new IOException("no futex was seen for " + way);
      }
      LockSupport.parkNanos(POLL_NANOS);
      futex = futex(way);
    }
    futexes.put(way, futex);
  }

  /** 0 if it does not wait yet. */
  private long futex(Way way) throws IOException {
    if (!thread.waits(way)) {
      return 0;
    }
    long futex = TaskFutex.address(thread.tid());
    return thread.waits(way) ? futex : 0;
  }

  private FutexLayout layout() {
    FutexSpan parker = parker();
    int monitor = pointer(Way.ENTER, Way.WAIT, Way.WAIT_MILLIS);
    int sleep = pointer(Way.SLEEP, Way.SLEEP_AGAIN);
    boolean differ = monitor != sleep;
    return new FutexLayout(
        parker.from(),
        parker.until(),
        differ ? monitor : FutexLayout.ABSENT,
        differ ? sleep : FutexLayout.ABSENT);
  }

  private FutexSpan parker() {
    long address = memory.address(thread);
    return FutexSpan.of(
        memory.threadBytes(),
        futexes.get(Way.PARK) - address,
        futexes.get(Way.PARK_NANOS) - address,
        futexes.get(Way.PARK_UNTIL) - address);
  }

  /** The offset of the pointer to the ParkEvent that all of these waits were for. */
  private int pointer(Way... ways) {
    long event = FutexLayout.eventOf(futexes.get(ways[0]));
    for (Way way : ways) {
      if (FutexLayout.eventOf(futexes.get(way)) != event) {
        return FutexLayout.ABSENT;
      }
    }
    int offset = memory.offsetOf(thread, event);
    return offset >= 0 && haveEvents(offset) ? offset : FutexLayout.ABSENT;
  }

  /** All threads, or many of them, have an event there, and each another one. */
  private boolean haveEvents(int offset) {
    Map<Long, Thread> owners = new HashMap<>();
    Thread[] threads = LiveThreads.now();
    for (int i = 0; i < threads.length && owners.size() < MAX_CHECKED; i++) {
      long[] words = threads[i] == null ? null : memory.words(threads[i], offset);
      if (words != null && !isEventOf(threads[i], words[0], owners)) {
        return false;
      }
    }
    return owners.size() > 1;
  }

  /** The event of a thread that has ended may be another's by now. */
  private static boolean isEventOf(Thread thread, long event, Map<Long, Thread> owners) {
    Thread other = owners.put(event, thread);
    return event != 0 && event == FutexLayout.eventOf(event) && (other == null || !other.isAlive());
  }

  private void end() {
    thread.end();
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
