// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import io.jftrace.timeline.waits.JvmThreads;
import java.util.Arrays;

/**
 * Tells which operations of the VM Thread collect garbage: those in which it woke a garbage
 * collection thread, and those that the JVM told of. An operation begins when a wait of the VM
 * Thread ends, unless a garbage collection thread ended it, which has done its part.
 */
final class PauseTracker {

  /** Waits are passed when they end, maybe after the next operations began. */
  private static final int OPERATIONS = 16;

  private static final int PAUSES = 16;
  private static final long NEVER = Long.MAX_VALUE;

  private final long[] beginNanos = new long[OPERATIONS];

  /** When the operation first woke a garbage collection thread. */
  private final long[] collectsNanos = new long[OPERATIONS];

  private int newest;

  private final long[] pauseStartNanos = new long[PAUSES];
  private final long[] pauseEndNanos = new long[PAUSES];
  private int nextPause;

  PauseTracker() {
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
      newest = (newest + 1) % OPERATIONS;
      beginNanos[newest] = endNanos;
      collectsNanos[newest] = NEVER;
    } else if (role == JvmThreads.GARBAGE_COLLECTION && wakerRole == JvmThreads.VM_THREAD) {
      int operation = operationAt(queuedNanos);
      collectsNanos[operation] = Math.min(collectsNanos[operation], queuedNanos);
    }
  }

  /** The JVM says when it stopped all threads to collect garbage. Any thread. */
  synchronized void pause(long startNanos, long endNanos) {
    pauseStartNanos[nextPause] = startNanos;
    pauseEndNanos[nextPause] = endNanos;
    nextPause = (nextPause + 1) % PAUSES;
  }

  /** Whether a wait that the VM Thread ended was for garbage collection. */
  boolean isCollection(long startNanos, long queuedNanos) {
    return collectsNanos[operationAt(queuedNanos)] <= queuedNanos
        || overlapsPause(startNanos, queuedNanos);
  }

  /** The last operation that had begun then, or the oldest that is known. */
  private int operationAt(long timeNanos) {
    int operation = newest;
    for (int back = 1; back < OPERATIONS && beginNanos[operation] > timeNanos; back++) {
      operation = Math.floorMod(newest - back, OPERATIONS);
    }
    return operation;
  }

  private synchronized boolean overlapsPause(long startNanos, long endNanos) {
    for (int i = 0; i < PAUSES; i++) {
      if (pauseStartNanos[i] <= endNanos && startNanos <= pauseEndNanos[i]) {
        return true;
      }
    }
    return false;
  }
}
