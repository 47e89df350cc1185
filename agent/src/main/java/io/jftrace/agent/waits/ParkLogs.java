// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.hook.JftraceParkLog;

/** Tells what threads were parked on from what {@link JftraceParkLog} has recorded. */
final class ParkLogs {

  /** So many drains after its end a thread is not asked for any more. */
  private static final int DRAINS_AFTER_END = 2;

  /** In so many drains another thread may need the log of one that has ended. */
  private static final int DRAINS_UNUSED = 100;

  /** Of each place, since its thread has ended. */
  private final int[] drainsSinceEnd = new int[JftraceParkLog.MAX_LOGS];

  /** The class of a thread's blocker at a time; null if it had none, or if it cannot be told. */
  Class<?> at(Thread thread, long timeNanos) {
    JftraceParkLog log = JftraceParkLog.of(thread);
    return log == null ? null : at(log, timeNanos);
  }

  /**
   * Called after each drain: gives the logs of threads that have ended to others, and those that
   * nobody takes back to the heap.
   */
  void drained() {
    for (int place = 0; place < JftraceParkLog.MAX_LOGS; place++) {
      JftraceParkLog log = JftraceParkLog.at(place);
      Thread owner = log == null ? null : log.owner();
      if (log == null || (owner != null && owner.isAlive())) {
        drainsSinceEnd[place] = 0;
      } else {
        ended(place, log, owner, ++drainsSinceEnd[place]);
      }
    }
  }

  private static void ended(int place, JftraceParkLog log, Thread owner, int drains) {
    if (owner != null && drains > DRAINS_AFTER_END) {
      log.release();
    } else if (owner == null && drains > DRAINS_UNUSED) {
      JftraceParkLog.free(place);
    }
  }

  /** By the last entry at or before the time; entries are in the order of their times. */
  private static Class<?> at(JftraceParkLog log, long timeNanos) {
    long written = log.written();
    long below = Math.max(log.first(), written - JftraceParkLog.CAPACITY + 1) - 1;
    long oldest = below + 1;
    long above = written;
    while (above - below > 1) {
      long middle = below + (above - below) / 2;
      if (log.timeNanos(middle) - timeNanos <= 0) {
        below = middle;
      } else {
        above = middle;
      }
    }
    if (below < oldest) {
      return null;
    }
    // An entry that was overwritten meanwhile has led to one before it, which is so as well.
    Class<?> blocker = log.blockerClass(below);
    return log.isIntact(below) ? blocker : null;
  }
}
