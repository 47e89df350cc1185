// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

/**
 * How many may pass in a second: a token bucket that holds what one second gives. Goes by the time
 * of what passes, as much of it is read at once; a time that goes back gives nothing.
 */
final class SecondBudget {

  private static final long SECOND_NANOS = 1_000_000_000;

  /** What one costs, rounded up, so that no second has more than it may. */
  private final long costNanos;

  private final long fullNanos;
  private long creditNanos;
  private long timeNanos;
  private boolean begun;

  /**
   * @param maxPerSecond 0 for none at all; at most 1,000,000
   */
  SecondBudget(int maxPerSecond) {
    costNanos = maxPerSecond == 0 ? 1 : (SECOND_NANOS + maxPerSecond - 1) / maxPerSecond;
    fullNanos = costNanos * maxPerSecond;
    creditNanos = fullNanos;
  }

  /** Time passes. */
  void reach(long nowNanos) {
    if (!begun) {
      begun = true;
      timeNanos = nowNanos;
    } else if (nowNanos - timeNanos > 0) {
      long gainedNanos = Math.min(fullNanos, nowNanos - timeNanos);
      creditNanos = Math.min(fullNanos, creditNanos + gainedNanos);
      timeNanos = nowNanos;
    }
  }

  /** Takes one, if there is one. */
  boolean take() {
    if (creditNanos < costNanos) {
      return false;
    }
    creditNanos -= costNanos;
    return true;
  }
}
