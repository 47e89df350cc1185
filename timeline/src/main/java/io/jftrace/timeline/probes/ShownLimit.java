// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.probes;

/**
 * Which hits of one probe are shown one by one: the first ones of each second. Goes by the hits'
 * own times, as many of them are read at once.
 */
final class ShownLimit {

  private static final long SECOND_NANOS = 1_000_000_000;

  private final long maxPerSecond;
  private long secondStartNanos;
  private long shown;

  /**
   * @param maxPerSecond 0 for no limit
   * @param startNanos when the first second begins
   */
  ShownLimit(long maxPerSecond, long startNanos) {
    this.maxPerSecond = maxPerSecond;
    this.secondStartNanos = startNanos;
  }

  /** Counts one hit, and tells whether it is shown. */
  boolean admits(long timeNanos) {
    if (maxPerSecond == 0) {
      return true;
    }
    if (timeNanos - secondStartNanos >= SECOND_NANOS) {
      secondStartNanos = timeNanos;
      shown = 0;
    }
    if (shown == maxPerSecond) {
      return false;
    }
    shown++;
    return true;
  }
}
