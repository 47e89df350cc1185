// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

/**
 * How often to look at what threads wait for: often while the application does something, and less
 * in an idle one, where waking up costs more than all else that the reader does.
 */
final class LookPace {

  /** A wait of 50 ms is to be asked about while it lasts. */
  private static final int INTERVAL_MILLIS = 40;

  private static final int IDLE_INTERVAL_MILLIS = 160;
  private static final int LONG_IDLE_INTERVAL_MILLIS = 320;

  /** Whoever works for a request begins a long wait, for the next one, when it is done. */
  private static final long IDLE_AFTER_NANOS = 3_000_000_000L;

  private static final long LONG_IDLE_AFTER_NANOS = 10_000_000_000L;

  /** The JVM's own threads make a tenth of it. */
  private static final int IDLE_EVENTS_PER_SECOND = 1000;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private long activeNanos;
  private long countedNanos;
  private long ownEvents;
  private int intervalMillis = INTERVAL_MILLIS;

  LookPace(long nowNanos) {
    activeNanos = nowNanos;
    countedNanos = nowNanos;
  }

  /** From the beginning of one look to that of the next. */
  int intervalMillis() {
    return intervalMillis;
  }

  /**
   * Takes a look.
   *
   * @param foundWaits whether a wait was seen that was worth asking about
   * @param nowOwnEvents how many events there have been about this process
   */
  void looked(long nowNanos, boolean foundWaits, long nowOwnEvents) {
    if (foundWaits || isBusy(nowNanos, nowOwnEvents)) {
      activeNanos = nowNanos;
    }
    intervalMillis = intervalAfter(nowNanos - activeNanos);
  }

  /** Over a second at least: one compilation makes a burst of events. */
  private boolean isBusy(long nowNanos, long nowOwnEvents) {
    long elapsedNanos = nowNanos - countedNanos;
    if (elapsedNanos < NANOS_PER_SECOND) {
      return false;
    }
    long mayBe = elapsedNanos * IDLE_EVENTS_PER_SECOND / NANOS_PER_SECOND;
    boolean busy = nowOwnEvents - ownEvents > mayBe;
    countedNanos = nowNanos;
    ownEvents = nowOwnEvents;
    return busy;
  }

  private static int intervalAfter(long idleNanos) {
    if (idleNanos < IDLE_AFTER_NANOS) {
      return INTERVAL_MILLIS;
    }
    return idleNanos < LONG_IDLE_AFTER_NANOS ? IDLE_INTERVAL_MILLIS : LONG_IDLE_INTERVAL_MILLIS;
  }
}
