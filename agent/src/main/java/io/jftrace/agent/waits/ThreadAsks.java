// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

/** What was asked about one thread's waits. A wait is told by its beginning. */
final class ThreadAsks {

  /** A thread whose waits are shorter is asked about some of them only: 25 a second. */
  private static final long INTERVAL_NANOS = 40_000_000;

  /** So many intervals may be used at once. */
  private static final int BURST = 5;

  private static final long NONE = Long.MIN_VALUE;

  final int tid;

  /** The pass in which the thread was last seen waiting. */
  long seenInPass;

  private long askedNanos = NONE;
  private long leftOutNanos = NONE;
  private long nextNanos = NONE;

  ThreadAsks(int tid) {
    this.tid = tid;
  }

  boolean isAsked(long startNanos) {
    return askedNanos == startNanos;
  }

  /** Whether the thread was not asked too often lately. */
  boolean allows(long nowNanos) {
    return nextNanos <= nowNanos;
  }

  void asked(long startNanos, long nowNanos) {
    askedNanos = startNanos;
    if (leftOutNanos == startNanos) {
      leftOutNanos = NONE;
    }
    nextNanos = Math.max(nextNanos, nowNanos - BURST * INTERVAL_NANOS) + INTERVAL_NANOS;
  }

  void leftOut(long startNanos) {
    leftOutNanos = startNanos;
  }

  /** Whether a wait before this one had been left out and was never asked; tells it once. */
  boolean endsUnasked(long startNanos) {
    boolean unasked = leftOutNanos != NONE && leftOutNanos != startNanos;
    if (unasked) {
      leftOutNanos = NONE;
    }
    return unasked;
  }
}
