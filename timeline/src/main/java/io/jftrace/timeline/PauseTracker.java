// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import io.jftrace.timeline.waits.JvmThreads;
import io.jftrace.timeline.waits.PauseSink;
import io.jftrace.timeline.waits.WaitLookups;
import java.util.Arrays;

/**
 * Tells which operations of the VM Thread collect garbage: those that the JVM told of, and, where
 * that means something, those in which it woke a garbage collection thread. An operation begins
 * when a wait of the VM Thread ends, unless a garbage collection thread ended it, which has done
 * its part.
 */
final class PauseTracker implements PauseSink {

  /** Waits are passed when they end, maybe after the next operations began. */
  private static final int OPERATIONS = 16;

  private static final int PAUSES = 64;

  /**
   * Times of missed pauses that are no farther apart are taken for one: the reader may be behind.
   */
  private static final long SAME_NANOS = 1_000_000_000;

  /**
   * Pauses are told in milliseconds since the JVM was ready, and when that was is not told exactly:
   * times come out 4 to 6 ms early on JDK 17 and 25.
   */
  private static final long LATE_NANOS = 8_000_000;

  private static final long NEVER = Long.MAX_VALUE;

  private final WaitLookups lookups;
  private final long[] beginNanos = new long[OPERATIONS];

  /** When the operation first woke a garbage collection thread. */
  private final long[] collectsNanos = new long[OPERATIONS];

  private int newest;

  private final long[] pauseStartNanos = new long[PAUSES];
  private final long[] pauseEndNanos = new long[PAUSES];
  private int nextPause;
  private long askedNanos = Long.MIN_VALUE;

  /** When pauses may have been that are not known. */
  private long missedFromNanos = NEVER;

  private long missedUntilNanos = -NEVER;

  PauseTracker(WaitLookups lookups) {
    this.lookups = lookups;
    Arrays.fill(beginNanos, Long.MIN_VALUE);
    Arrays.fill(collectsNanos, NEVER);
    Arrays.fill(pauseStartNanos, NEVER);
    Arrays.fill(pauseEndNanos, Long.MIN_VALUE);
  }

  /** A thread waited, and was woken at a time by another thread, or by what is none: null. */
  void waited(TracedThread thread, long queuedNanos, long endNanos, TracedThread waker) {
    JvmThreads role = thread.role();
    JvmThreads wakerRole = waker == null ? JvmThreads.NONE : waker.role();
    if (role == JvmThreads.VM_THREAD && wakerRole != JvmThreads.GARBAGE_COLLECTION) {
      begin(endNanos);
    } else if (role == JvmThreads.GARBAGE_COLLECTION && wakerRole == JvmThreads.VM_THREAD) {
      int operation = operationAt(queuedNanos);
      collectsNanos[operation] = Math.min(collectsNanos[operation], queuedNanos);
    }
  }

  /** Asks the JVM for pauses. */
  void ask() {
    askedNanos = System.nanoTime();
    lookups.collections(this);
  }

  /** Events were lost until then: an operation may have begun among them. */
  void forget(long untilNanos) {
    begin(untilNanos);
  }

  private void begin(long timeNanos) {
    newest = (newest + 1) % OPERATIONS;
    beginNanos[newest] = timeNanos;
    collectsNanos[newest] = NEVER;
  }

  @Override
  public void pause(long startNanos, long endNanos) {
    pauseStartNanos[nextPause] = startNanos;
    pauseEndNanos[nextPause] = endNanos;
    nextPause = (nextPause + 1) % PAUSES;
  }

  @Override
  public void pausesMissed(long fromNanos, long untilNanos) {
    boolean goesOn = fromNanos <= missedUntilNanos + SAME_NANOS;
    missedFromNanos = goesOn ? Math.min(missedFromNanos, fromNanos) : fromNanos;
    missedUntilNanos = untilNanos;
  }

  /** Whether a wait that the VM Thread ended was for garbage collection. */
  boolean isCollection(long startNanos, long queuedNanos) {
    if (queuedNanos > askedNanos) {
      // The pause may have ended after it was last asked.
      ask();
    }
    int operation = operationAt(queuedNanos);
    if (hasPause(beginNanos[operation], startNanos, queuedNanos)) {
      return true;
    }
    boolean missed = missedFromNanos <= queuedNanos && startNanos <= missedUntilNanos;
    return (missed || lookups.workersOnlyCollect()) && collectsNanos[operation] <= queuedNanos;
  }

  /** The last operation that had begun then, or the oldest that is known. */
  private int operationAt(long timeNanos) {
    int operation = newest;
    for (int back = 1; back < OPERATIONS && beginNanos[operation] > timeNanos; back++) {
      operation = Math.floorMod(newest - back, OPERATIONS);
    }
    return operation;
  }

  /**
   * Whether a pause lies in an operation and in a wait that this ended. A pause begins with its
   * operation or later, which tells it from one that ended shortly before.
   */
  private boolean hasPause(long operationNanos, long startNanos, long queuedNanos) {
    for (int i = 0; i < PAUSES; i++) {
      if (pauseStartNanos[i] >= operationNanos - LATE_NANOS
          && pauseStartNanos[i] <= queuedNanos
          && pauseEndNanos[i] >= startNanos - LATE_NANOS) {
        return true;
      }
    }
    return false;
  }
}
