// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.mounts;

/** When entries of carriers' rings were lost: what was known before may have changed then. */
final class LostTimes {

  private TimedValues<Long> ends = new TimedValues<>();
  private long count;

  /** Entries between two times were lost. */
  void add(long fromNanos, long untilNanos) {
    ends.add(fromNanos, untilNanos);
    count++;
  }

  /** Whether something may have been lost after one time that was so before another one. */
  boolean isBetween(long afterNanos, long untilNanos) {
    for (int i = ends.indexAt(untilNanos); i >= 0; i--) {
      if (ends.value(i) - afterNanos > 0) {
        return true;
      }
    }
    return false;
  }

  /** How often. */
  long count() {
    return count;
  }

  /** Keeps one loss in the place of all that began before a time, from the first to the last. */
  void mergeBefore(long timeNanos) {
    int last = ends.indexAt(timeNanos);
    if (last > 0) {
      long endNanos = ends.value(0);
      TimedValues<Long> merged = new TimedValues<>();
      for (int i = 1; i < ends.size(); i++) {
        if (i <= last) {
          endNanos = Math.max(endNanos, ends.value(i));
        } else {
          merged.add(ends.timeNanos(i), ends.value(i));
        }
      }
      merged.add(ends.timeNanos(0), endNanos);
      ends = merged;
    }
  }
}
