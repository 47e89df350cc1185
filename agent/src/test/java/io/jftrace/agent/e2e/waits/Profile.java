// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.util.concurrent.locks.LockSupport;

/** How many waits of each kind, how long, and how much work those get that last as long as it. */
enum Profile {
  /** Down to those that only traced system calls can tell. */
  FULL(30, 1_200_000, 30_000_000, 4, 200_000, 10),
  /** Long enough to be asked while they last. */
  SAMPLED(20, 55_000_000, 120_000_000, 48, 6_000_000, 480);

  private static final int MIB = 1 << 20;

  private final int count;
  private final long leastNanos;
  private final long mostNanos;
  private final int fileMib;
  private final int liveObjects;
  private final int deepThreads;

  Profile(
      int count, long leastNanos, long mostNanos, int fileMib, int liveObjects, int deepThreads) {
    this.count = count;
    this.leastNanos = leastNanos;
    this.mostNanos = mostNanos;
    this.fileMib = fileMib;
    this.liveObjects = liveObjects;
    this.deepThreads = deepThreads;
  }

  int count() {
    return count;
  }

  /** Waits of the disk: fewer, as each may move much. */
  int diskCount() {
    return this == FULL ? count : count / 3;
  }

  int fileBytes() {
    return fileMib * MIB;
  }

  /** On the heap: a pause for garbage collection takes the longer, the more there are. */
  int liveObjects() {
    return liveObjects;
  }

  /** Threads with deep stacks: a thread dump takes the longer, the more there are. */
  int deepThreads() {
    return deepThreads;
  }

  /** Spread evenly. */
  long waitNanos(int number) {
    return leastNanos + (mostNanos - leastNanos) * Math.floorMod(number, count) / (count - 1);
  }

  /** Few of those that have to be asked: there is a limit to the time that this may take. */
  int kindsAtOnce() {
    return this == FULL ? 100 : 3;
  }

  int waitMillis(int number) {
    return (int) ((waitNanos(number) + 999_999) / 1_000_000);
  }

  /** Lets the time of a wait pass. */
  void rest(int number) {
    long endNanos = System.nanoTime() + waitNanos(number);
    long leftNanos = waitNanos(number);
    while (leftNanos > 0) {
      LockSupport.parkNanos(leftNanos);
      leftNanos = endNanos - System.nanoTime();
    }
  }
}
