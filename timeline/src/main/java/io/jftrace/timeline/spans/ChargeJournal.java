// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

/**
 * The last pieces of time that spans were charged with before it was known when they end: a span
 * may tell of its end only after the timeline has passed it, and then has to be given less.
 */
final class ChargeJournal {

  /** A power of two. It has to last for what the timeline passes in a few milliseconds. */
  private static final int SIZE = 8192;

  private final OpenAccount[] accounts = new OpenAccount[SIZE];
  private final long[] fromNanos = new long[SIZE];
  private final long[] toNanos = new long[SIZE];
  private final int[] kinds = new int[SIZE];
  private int next;

  /**
   * @param kind as {@link OpenAccount#takeBack} understands it
   */
  void add(OpenAccount account, int kind, long from, long to) {
    if (accounts[next] != null) {
      accounts[next].overwritten(toNanos[next]);
    }
    accounts[next] = account;
    fromNanos[next] = from;
    toNanos[next] = to;
    kinds[next] = kind;
    next = next + 1 & SIZE - 1;
  }

  /** Takes back from an account what is after its end. */
  void clip(OpenAccount account, long endNanos) {
    for (int i = 0; i < SIZE; i++) {
      if (accounts[i] == account) {
        if (toNanos[i] > endNanos) {
          long keptUntil = Math.max(fromNanos[i], endNanos);
          account.takeBack(kinds[i], toNanos[i] - keptUntil, keptUntil == fromNanos[i]);
        }
        accounts[i] = null;
      }
    }
  }
}
