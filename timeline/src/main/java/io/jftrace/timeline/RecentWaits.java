// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** The last waits of one thread that were long enough to have kept others waiting. */
final class RecentWaits {

  /** Shorter ones are not kept. */
  static final long MIN_NANOS = 100_000;

  private static final int SIZE = 8;

  private final long[] startNanos = new long[SIZE];
  private final long[] queuedNanos = new long[SIZE];
  private final long[] endNanos = new long[SIZE];
  private final int[] wakerTid = new int[SIZE];
  private final WaitReason[] reasons = new WaitReason[SIZE];
  private int next;
  private int count;

  void add(long start, long queued, long end, WaitReason reason, int waker) {
    int index = next;
    next = (next + 1) % SIZE;
    count = Math.min(count + 1, SIZE);
    startNanos[index] = start;
    queuedNanos[index] = queued;
    endNanos[index] = end;
    // What it waited for longer: the rest of its absence it was only without a CPU.
    boolean runQueue = reason != WaitReason.PREEMPTED && end - queued > queued - start;
    reasons[index] = runQueue ? WaitReason.RUN_QUEUE : reason;
    wakerTid[index] = waker;
  }

  /**
   * The wait that covers the most of a time.
   *
   * @return its index for the methods below; -1 if none covers so much
   */
  int longestWithin(long fromNanos, long untilNanos, long minNanos) {
    int longest = -1;
    long most = Math.max(1, minNanos);
    for (int i = 0; i < count; i++) {
      long covered = Math.min(untilNanos, endNanos[i]) - Math.max(fromNanos, startNanos[i]);
      if (covered >= most) {
        most = covered;
        longest = i;
      }
    }
    return longest;
  }

  long startNanos(int index) {
    return startNanos[index];
  }

  /** Until when it waited for what the reason says. */
  long untilNanos(int index) {
    boolean wokenBefore =
        reasons[index] != WaitReason.PREEMPTED && reasons[index] != WaitReason.RUN_QUEUE;
    return wokenBefore ? queuedNanos[index] : endNanos[index];
  }

  WaitReason reason(int index) {
    return reasons[index];
  }

  /** As in {@link OffCpuInterval#wakerTid()}; -1 if nobody's doing made the wait longer. */
  int wakerTid(int index) {
    return untilNanos(index) == queuedNanos[index] ? wakerTid[index] : -1;
  }
}
