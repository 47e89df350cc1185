// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.overload;

import java.util.Locale;
import java.util.function.Consumer;

/** Tells when detail is left out for the first time, at most once a minute, and when no more. */
final class DetailLog {

  private static final long INTERVAL_NANOS = 60_000_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Consumer<String> warnings;
  private final Consumer<String> infos;
  private boolean hasLine;
  private long lineNanos;
  private boolean open;
  private long beganNanos;
  private long spansBefore;
  private long jfrBefore;

  DetailLog(Consumer<String> warnings, Consumer<String> infos) {
    this.warnings = warnings;
    this.infos = infos;
  }

  /**
   * The level went below full.
   *
   * @param share of its time that the reader needed to drain
   */
  void began(long nowNanos, double share, long spansLeftOut, long jfrLeftOut) {
    if (hasLine && nowNanos - lineNanos < INTERVAL_NANOS) {
      return;
    }
    hasLine = true;
    lineNanos = nowNanos;
    open = true;
    beganNanos = nowNanos;
    spansBefore = spansLeftOut;
    jfrBefore = jfrLeftOut;
    warnings.accept(
        String.format(
            Locale.ROOT,
            "overload: the reader is busy for %.0f %% of the time, so spans are left out, if need be"
                + " short waits in JFR as well, and at last all waits; metrics stay complete",
            100 * share));
  }

  /** The level is full again. */
  void ended(long nowNanos, long spansLeftOut, long jfrLeftOut) {
    if (open) {
      open = false;
      infos.accept(
          String.format(
              Locale.ROOT,
              "overload is over after %.1f s; left out: %d waits for spans, %d waits in JFR",
              (nowNanos - beganNanos) / NANOS_PER_SECOND,
              spansLeftOut - spansBefore,
              jfrLeftOut - jfrBefore));
    }
  }
}
