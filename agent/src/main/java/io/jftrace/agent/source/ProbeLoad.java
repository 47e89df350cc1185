// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import java.util.Locale;
import java.util.function.Consumer;

/** Counts the hits of one probe, and warns, once, if being hit takes much of a core. */
final class ProbeLoad {

  /** Longer than a burst. */
  private static final long INTERVAL_NANOS = 3_000_000_000L;

  private static final double MUCH = 0.1;
  private static final double NANOS_PER_SECOND = 1e9;

  private final String probe;
  private final int nanosPerHit;
  private long hits;
  private long hitsBefore;
  private long lookedNanos;
  private boolean warned;

  /**
   * @param nanosPerHit what a hit costs the thread, roughly
   * @param nowNanos when counting begins
   */
  ProbeLoad(String probe, int nanosPerHit, long nowNanos) {
    this.probe = probe;
    this.nanosPerHit = nanosPerHit;
    this.lookedNanos = nowNanos;
  }

  void hit() {
    hits++;
  }

  /** To be called now and then. */
  void look(long nowNanos, Consumer<String> warnings) {
    long elapsedNanos = nowNanos - lookedNanos;
    if (warned || elapsedNanos < INTERVAL_NANOS) {
      return;
    }
    double perSecond = (hits - hitsBefore) * NANOS_PER_SECOND / elapsedNanos;
    double cores = perSecond * nanosPerHit / NANOS_PER_SECOND;
    hitsBefore = hits;
    lookedNanos = nowNanos;
    if (cores > MUCH) {
      warned = true;
      warnings.accept(
          String.format(
              Locale.ROOT,
              "probe %s is hit %,d times a second, about %.0f %% of a core;"
                  + " narrow it or leave it out",
              probe,
              Math.round(perSecond),
              100 * cores));
    }
  }
}
