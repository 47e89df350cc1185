// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.overload;

/**
 * Decides how much detail there is, by the share of its time that the reader needs to drain. Two
 * windows in a row that are overloaded, as one may be a pause of the JVM, and each one after them,
 * take a level of detail away; a time of calm brings one back. Who relapses soon after has to be
 * calm for twice as long.
 */
final class DetailControl {

  private static final long WINDOW_NANOS = 500_000_000;
  private static final int WINDOWS_TO_BEGIN = 2;

  /** So near to its limit the reader falls behind, as soon as somebody else wants the CPU. */
  private static final double OVERLOADED_SHARE = 0.8;

  /** A reader with time left that meets loss has too small a buffer, which detail does not help. */
  private static final double OVERLOADED_SHARE_WITH_LOSS = 0.5;

  private static final double CALM_SHARE = 0.4;

  private static final long MIN_CALM_NANOS = 5_000_000_000L;
  private static final long MAX_CALM_NANOS = 300_000_000_000L;
  private static final long RELAPSE_NANOS = 30_000_000_000L;

  private static final long NEVER = Long.MIN_VALUE;

  private DetailLevel level = DetailLevel.FULL;
  private double share;

  private long windowNanos = NEVER;
  private long busyNanos;
  private boolean lost;

  private int overloadedWindows;
  private long calmSinceNanos = NEVER;
  private long raisedNanos = NEVER;
  private long calmNeededNanos = MIN_CALM_NANOS;

  DetailLevel level() {
    return level;
  }

  /** The part of the last window that the reader needed to drain. */
  double share() {
    return share;
  }

  /**
   * Takes a drain.
   *
   * @param drainLost whether it met a loss
   * @return whether the level is another one now
   */
  boolean drained(long beginNanos, long endNanos, boolean drainLost) {
    if (windowNanos == NEVER) {
      windowNanos = beginNanos;
    }
    busyNanos += endNanos - beginNanos;
    lost |= drainLost;
    long lengthNanos = endNanos - windowNanos;
    if (lengthNanos < WINDOW_NANOS) {
      return false;
    }
    share = (double) busyNanos / lengthNanos;
    DetailLevel before = level;
    decide(endNanos);
    windowNanos = endNanos;
    busyNanos = 0;
    lost = false;
    return level != before;
  }

  private void decide(long nowNanos) {
    if (share > (lost ? OVERLOADED_SHARE_WITH_LOSS : OVERLOADED_SHARE)) {
      calmSinceNanos = NEVER;
      if (++overloadedWindows >= WINDOWS_TO_BEGIN && level != DetailLevel.COUNTERS) {
        lower(nowNanos);
      }
      return;
    }
    overloadedWindows = 0;
    if (share >= CALM_SHARE || lost) {
      calmSinceNanos = NEVER;
    } else if (calmSinceNanos == NEVER) {
      calmSinceNanos = windowNanos;
    }
    if (calmSinceNanos != NEVER && nowNanos - calmSinceNanos >= calmNeededNanos) {
      raise(nowNanos);
    }
  }

  private void lower(long nowNanos) {
    level = level.less();
    if (raisedNanos != NEVER && nowNanos - raisedNanos < RELAPSE_NANOS) {
      calmNeededNanos = Math.min(2 * calmNeededNanos, MAX_CALM_NANOS);
      // The further steps of one relapse are no relapses.
      raisedNanos = NEVER;
    }
  }

  private void raise(long nowNanos) {
    calmSinceNanos = nowNanos;
    if (level != DetailLevel.FULL) {
      level = level.more();
      raisedNanos = nowNanos;
    } else if (raisedNanos == NEVER || nowNanos - raisedNanos >= RELAPSE_NANOS) {
      calmNeededNanos = MIN_CALM_NANOS;
    }
  }
}
