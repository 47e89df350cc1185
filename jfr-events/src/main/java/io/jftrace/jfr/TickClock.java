// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import java.util.function.LongSupplier;

/**
 * Converts {@link System#nanoTime()} to JFR's ticks. JFR's clock may be the CPU's time stamp
 * counter with a frequency that is declared wrong by a part in a million, so nothing is computed
 * from a frequency: both clocks are read together now and then, and times between two such anchors
 * are interpolated. Not safe for use by several threads.
 */
final class TickClock {

  private static final int CAPACITY = 256;

  /** Brackets are tried until one is this tight, and then the tightest is taken. */
  private static final long TIGHT_NANOS = 40;

  private static final int MAX_BRACKETS = 50;

  /** Both clocks at one moment. */
  record Anchor(long nanos, long ticks) {

    /**
     * Reads both clocks.
     *
     * @param ticks reads JFR's clock, or gives 0 if it cannot be read now
     * @return null if it cannot be read now
     */
    static Anchor read(LongSupplier ticks) {
      Anchor best = null;
      long bestNanos = Long.MAX_VALUE;
      for (int i = 0; i < MAX_BRACKETS && bestNanos > TIGHT_NANOS; i++) {
        long before = System.nanoTime();
        long tick = ticks.getAsLong();
        long after = System.nanoTime();
        if (tick == 0) {
          return null;
        }
        if (after - before < bestNanos) {
          bestNanos = after - before;
          best = new Anchor(before + bestNanos / 2, tick);
        }
      }
      return best;
    }
  }

  private final Anchor[] anchors = new Anchor[CAPACITY];
  private int count;

  private double rate = 1;

  /** The two anchors last used, which the next time most likely lies between as well. */
  private int segment;

  boolean isReady() {
    return count >= 2;
  }

  int anchors() {
    return count;
  }

  /** Takes an anchor; one that is not later than the last is ignored. */
  void add(Anchor anchor) {
    if (count > 0 && anchor.nanos() <= anchors[count - 1].nanos()) {
      return;
    }
    if (count == CAPACITY) {
      thinOut();
    }
    anchors[count++] = anchor;
    if (count >= 2) {
      Anchor before = anchors[count - 2];
      rate = (double) (anchor.ticks() - before.ticks()) / (anchor.nanos() - before.nanos());
    }
    segment = Math.max(0, count - 2);
  }

  /** Drops every other anchor of the older half: old times are rarely asked for. */
  private void thinOut() {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (i >= CAPACITY / 2 || i % 2 == 0) {
        anchors[kept++] = anchors[i];
      }
    }
    count = kept;
  }

  /** JFR's ticks at a time; needs two anchors. */
  long ticks(long nanos) {
    int i = segment;
    while (i > 0 && nanos < anchors[i].nanos()) {
      i--;
    }
    while (i < count - 2 && nanos >= anchors[i + 1].nanos()) {
      i++;
    }
    segment = i;
    if (nanos < anchors[0].nanos()) {
      // Before the first anchor: the longest base there is gives the best rate.
      return onLine(anchors[0], anchors[count - 1], nanos);
    }
    return onLine(anchors[i], anchors[i + 1], nanos);
  }

  /** A short time in ticks, by the rate between the last two anchors; 1 at least. */
  long durationTicks(long durationNanos) {
    return Math.max(1, Math.round(durationNanos * rate));
  }

  private static long onLine(Anchor from, Anchor to, long nanos) {
    double ratio = (double) (to.ticks() - from.ticks()) / (to.nanos() - from.nanos());
    return from.ticks() + Math.round((nanos - from.nanos()) * ratio);
  }
}
