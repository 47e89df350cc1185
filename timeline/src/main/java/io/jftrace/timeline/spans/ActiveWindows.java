// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import java.util.Arrays;

/** When one span was active on which threads: what is open, and the sums of what was closed. */
final class ActiveWindows {

  private static final long CLOSED = Long.MIN_VALUE;
  private static final int FEW = 2;

  /** In ascending order: a span may be active on thousands of virtual threads. */
  private int[] stackIds = new int[FEW];

  /** Of the same stack since when it is open, or {@link #CLOSED}. */
  private long[] sinceNanos = new long[FEW];

  /** When it was first opened. */
  private long[] firstNanos = new long[FEW];

  /** Of a virtual thread: since when it is not mounted, or {@link #CLOSED}. */
  private long[] unmountedSinceNanos = new long[FEW];

  private int threads;
  private int open;
  private long platformNanos;
  private long virtualNanos;
  private long unmountedNanos;

  /**
   * @param stackId negative for the stack of a virtual thread
   */
  void open(int stackId, long timeNanos) {
    int index = Arrays.binarySearch(stackIds, 0, threads, stackId);
    if (index < 0) {
      index = -index - 1;
      insert(index, stackId);
      firstNanos[index] = timeNanos;
    }
    sinceNanos[index] = timeNanos;
    unmountedSinceNanos[index] = CLOSED;
    open++;
  }

  /** Returns when it was opened. */
  long close(int stackId) {
    int index = Arrays.binarySearch(stackIds, 0, threads, stackId);
    long since = sinceNanos[index];
    sinceNanos[index] = CLOSED;
    open--;
    return since;
  }

  /** The virtual thread with that stack, which is open, is not mounted from then on. */
  void unmount(int stackId, long timeNanos) {
    unmountedSinceNanos[Arrays.binarySearch(stackIds, 0, threads, stackId)] = timeNanos;
  }

  /** It is from then on; returns since when it was not. */
  long mount(int stackId, long timeNanos) {
    int index = Arrays.binarySearch(stackIds, 0, threads, stackId);
    long since = unmountedSinceNanos[index];
    unmountedSinceNanos[index] = CLOSED;
    return since == CLOSED ? timeNanos : since;
  }

  /** Closes all that are open. */
  void closeAll(long timeNanos) {
    for (int i = 0; i < threads; i++) {
      if (sinceNanos[i] != CLOSED) {
        add(stackIds[i] < 0, Math.max(0, timeNanos - sinceNanos[i]));
        if (unmountedSinceNanos[i] != CLOSED) {
          addUnmounted(Math.max(0, timeNanos - unmountedSinceNanos[i]));
        }
        sinceNanos[i] = CLOSED;
      }
    }
    open = 0;
  }

  void add(boolean virtual, long nanos) {
    if (virtual) {
      virtualNanos += nanos;
    } else {
      platformNanos += nanos;
    }
  }

  void addUnmounted(long nanos) {
    unmountedNanos += nanos;
  }

  boolean isOpen() {
    return open > 0;
  }

  /** On how many threads there was one that began before that time. */
  int threadsBefore(long timeNanos) {
    int before = 0;
    for (int i = 0; i < threads; i++) {
      before += firstNanos[i] < timeNanos ? 1 : 0;
    }
    return before;
  }

  long platformNanos() {
    return platformNanos;
  }

  long virtualNanos() {
    return virtualNanos;
  }

  /** Of {@link #virtualNanos()}. */
  long unmountedNanos() {
    return unmountedNanos;
  }

  private void insert(int index, int stackId) {
    if (threads == stackIds.length) {
      stackIds = Arrays.copyOf(stackIds, 2 * threads);
      sinceNanos = Arrays.copyOf(sinceNanos, 2 * threads);
      firstNanos = Arrays.copyOf(firstNanos, 2 * threads);
      unmountedSinceNanos = Arrays.copyOf(unmountedSinceNanos, 2 * threads);
    }
    System.arraycopy(stackIds, index, stackIds, index + 1, threads - index);
    System.arraycopy(sinceNanos, index, sinceNanos, index + 1, threads - index);
    System.arraycopy(firstNanos, index, firstNanos, index + 1, threads - index);
    System.arraycopy(unmountedSinceNanos, index, unmountedSinceNanos, index + 1, threads - index);
    stackIds[index] = stackId;
    threads++;
  }
}
