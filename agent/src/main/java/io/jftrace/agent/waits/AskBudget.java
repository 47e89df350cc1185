// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

/** How much time may be spent on asking: one hundredth of it, some of it ahead. */
final class AskBudget {

  private static final int SHARE = 100;

  /** What is not used is kept for a burst, up to so much. */
  private static final long MAX_NANOS = 50_000_000;

  private long availableNanos = MAX_NANOS;
  private long filledNanos;

  AskBudget(long nowNanos) {
    this.filledNanos = nowNanos;
  }

  /** Called now and then. */
  void fill(long nowNanos) {
    long gained = (nowNanos - filledNanos) / SHARE;
    availableNanos = Math.min(MAX_NANOS, availableNanos + gained);
    filledNanos += gained * SHARE;
  }

  /** Whether one more may be asked. */
  boolean allows() {
    return availableNanos > 0;
  }

  void spend(long nanos) {
    availableNanos -= nanos;
  }
}
