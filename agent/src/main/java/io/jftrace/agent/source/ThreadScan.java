// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.scheduler.ThreadStates;
import java.io.IOException;
import java.util.Arrays;

/**
 * One look at the threads of this process, to be fitted in between its events: who is there, as of
 * the time before looking, and in what state, as of the time after.
 *
 * <p>With the creation of threads already traced, a thread is either in the list or its creation is
 * among the events after the beginning of the scan: none is missed.
 */
final class ThreadScan {

  private final long beginNanos;
  private final int[] tids;
  private final char[] states;
  private final long endNanos;
  private int passed;

  ThreadScan(ProcTasks tasks) throws IOException {
    beginNanos = System.nanoTime();
    tids = settledTids(tasks);
    states = new char[tids.length];
    for (int i = 0; i < tids.length; i++) {
      states[i] = tasks.ownState(tids[i]);
    }
    endNanos = System.nanoTime();
  }

  /** A directory that changes while it is read may hide an entry: read until nothing is new. */
  private static int[] settledTids(ProcTasks tasks) throws IOException {
    int[] seen = tasks.ownTids();
    while (true) {
      int[] before = seen;
      int[] now = tasks.ownTids();
      int[] fresh = Arrays.stream(now).filter(t -> Arrays.binarySearch(before, t) < 0).toArray();
      if (fresh.length == 0) {
        return now;
      }
      seen = now;
    }
  }

  /** When the next part of it is due. */
  long dueNanos() {
    return passed == 0 ? beginNanos : passed == 1 ? endNanos : Long.MAX_VALUE;
  }

  /** Passes what is due at that time. */
  void passUntil(long timeNanos, ThreadStates threads) {
    if (passed == 0 && timeNanos >= beginNanos) {
      passed = 1;
      threads.retain(beginNanos, tid -> Arrays.binarySearch(tids, tid) >= 0);
      for (int tid : tids) {
        threads.found(beginNanos, tid, 'R');
      }
    }
    if (passed == 1 && timeNanos >= endNanos) {
      passed = 2;
      for (int i = 0; i < tids.length; i++) {
        threads.found(endNanos, tids[i], states[i]);
      }
    }
  }
}
