// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands for the class that the agent defines, with the same methods. Its agent answers for each
 * span as soon as somebody waits, or never.
 */
public final class FakeHook {

  private static final Object LOCK = new Object();

  static final List<String> ENDED = Collections.synchronizedList(new ArrayList<>());
  static final Map<String, Long> ENDED_NANOS = new ConcurrentHashMap<>();
  static final Map<String, Long> END_EPOCH_NANOS = new ConcurrentHashMap<>();
  static final Map<String, Object[]> ANSWERS = new ConcurrentHashMap<>();

  private static volatile boolean isOpen;
  private static volatile boolean isPassing;
  private static volatile boolean isWanted;
  private static volatile int waits;

  private FakeHook() {}

  static void reset() {
    ENDED.clear();
    ENDED_NANOS.clear();
    END_EPOCH_NANOS.clear();
    ANSWERS.clear();
    isOpen = false;
    isPassing = false;
    isWanted = false;
    waits = 0;
  }

  /** An agent comes whose timeline passes whatever is waited for. */
  static void openPassing() {
    isPassing = true;
    isOpen = true;
  }

  /** An agent comes that does not get on. */
  static void openStuck() {
    isPassing = false;
    isOpen = true;
  }

  static void goOn() {
    synchronized (LOCK) {
      isPassing = true;
      LOCK.notifyAll();
    }
  }

  static void close() {
    synchronized (LOCK) {
      isOpen = false;
      LOCK.notifyAll();
    }
  }

  static boolean isWanted() {
    return isWanted;
  }

  static int waits() {
    return waits;
  }

  public static boolean isOpen() {
    return isOpen;
  }

  public static void wanted() {
    isWanted = true;
  }

  public static void ended(String traceId, String spanId, long nanoTime, long endEpochNanos) {
    ENDED.add(spanId);
    END_EPOCH_NANOS.put(spanId, endEpochNanos);
    ENDED_NANOS.putIfAbsent(spanId, nanoTime);
  }

  public static boolean await(long nanoTime, long timeoutNanos) throws InterruptedException {
    long beginNanos = System.nanoTime();
    synchronized (LOCK) {
      waits++;
      while (isOpen && !isPassing) {
        long leftNanos = timeoutNanos - (System.nanoTime() - beginNanos);
        if (leftNanos <= 0) {
          return false;
        }
        LOCK.wait(leftNanos / 1_000_000 + 1);
      }
      if (isPassing) {
        answer(nanoTime);
      }
      return isPassing;
    }
  }

  public static Object[] take(String traceId, String spanId) {
    return ANSWERS.remove(spanId);
  }

  private static void answer(long nanoTime) {
    ENDED_NANOS.forEach(
        (span, endedNanos) -> {
          if (endedNanos - nanoTime <= 0 && ENDED_NANOS.remove(span, endedNanos)) {
            ANSWERS.put(span, new Object[] {"jftrace.cpu.time", 0.25, "jftrace.thread.count", 1L});
          }
        });
  }
}
