// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.mounts;

import java.util.Arrays;

/**
 * What something was from which time on, the last part of it: what is older than {@link
 * #forgetBefore} says is forgotten.
 */
final class TimedValues<T> {

  private static final int FIRST_SIZE = 4;

  private long[] times = new long[FIRST_SIZE];
  private Object[] values = new Object[FIRST_SIZE];
  private int size;

  int size() {
    return size;
  }

  long timeNanos(int index) {
    return times[index];
  }

  @SuppressWarnings("unchecked") // nothing else is put in
  T value(int index) {
    return (T) values[index];
  }

  /** Adds a value at its time, behind those that are there of the same time. */
  void add(long timeNanos, T value) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    int index = size;
    while (index > 0 && times[index - 1] - timeNanos > 0) {
      times[index] = times[index - 1];
      values[index] = values[index - 1];
      index--;
    }
    times[index] = timeNanos;
    values[index] = value;
    size++;
  }

  /** The last one at or before a time; -1 if there is none, or none is known any more. */
  int indexAt(long timeNanos) {
    int below = -1;
    int above = size;
    while (above - below > 1) {
      int middle = (below + above) >>> 1;
      if (times[middle] - timeNanos <= 0) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return below;
  }

  /** Forgets what was over at a time: what holds then stays. */
  void forgetBefore(long timeNanos) {
    int first = indexAt(timeNanos);
    if (first > 0) {
      int kept = size - first;
      System.arraycopy(times, first, times, 0, kept);
      System.arraycopy(values, first, values, 0, kept);
      Arrays.fill(values, kept, size, null);
      size = kept;
      shrink();
    }
  }

  /** After a burst: most threads do little. */
  private void shrink() {
    if (times.length > FIRST_SIZE && size < times.length / 8) {
      int length = Math.max(FIRST_SIZE, 2 * size);
      times = Arrays.copyOf(times, length);
      values = Arrays.copyOf(values, length);
    }
  }
}
