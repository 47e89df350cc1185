// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.time.Instant;

/**
 * Maps {@link System#nanoTime()} to nanoseconds since the epoch, to within about a microsecond.
 * Taken anew now and then, as the wall clock may be set. For one thread.
 */
final class WallClock {

  private static final int BRACKETS = 16;
  private static final long RETAKE_NANOS = 1_000_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** By more than this a span's clock is not off, but something else: an hour. */
  private static final long PLAUSIBLE_NANOS = 3_600 * NANOS_PER_SECOND;

  private long offsetNanos;
  private long takenNanos;

  WallClock() {
    take();
  }

  long epochNanos(long nanoTime) {
    return nanoTime + offsetNanos;
  }

  /**
   * The same by the clock of a span, which its own times are of, if that is a wall clock at all.
   *
   * @param spanOffsetNanos that clock less {@link System#nanoTime()}, or 0 if not known
   */
  long epochNanos(long nanoTime, long spanOffsetNanos) {
    boolean plausible = Math.abs(spanOffsetNanos - offsetNanos) < PLAUSIBLE_NANOS;
    return plausible ? nanoTime + spanOffsetNanos : epochNanos(nanoTime);
  }

  /** To be called now and then. */
  void retakeIfOld() {
    if (System.nanoTime() - takenNanos >= RETAKE_NANOS) {
      take();
    }
  }

  /** The tighter the two readings around the wall clock's are, the better is it known. */
  private void take() {
    long bestNanos = Long.MAX_VALUE;
    for (int i = 0; i < BRACKETS; i++) {
      long beforeNanos = System.nanoTime();
      Instant now = Instant.now();
      long widthNanos = System.nanoTime() - beforeNanos;
      if (widthNanos < bestNanos) {
        bestNanos = widthNanos;
        takenNanos = beforeNanos + widthNanos / 2;
        offsetNanos = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano() - takenNanos;
      }
    }
  }
}
