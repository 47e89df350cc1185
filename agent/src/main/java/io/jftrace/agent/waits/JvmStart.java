// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

/**
 * When the JVM was ready, in {@link System#nanoTime()}. It tells that by the system's clock, which
 * may have been set since; each event whose time since then is known narrows it down.
 */
final class JvmStart {

  private long nanos;
  private long earliestNanos = Long.MIN_VALUE;
  private long latestNanos = Long.MAX_VALUE;

  /**
   * @param nanos as the system's clock has it
   */
  JvmStart(long nanos) {
    this.nanos = nanos;
  }

  long nanos() {
    return nanos;
  }

  /** It was between these times, both included. */
  void liesBetween(long fromNanos, long untilNanos) {
    earliestNanos = Math.max(earliestNanos, fromNanos);
    latestNanos = Math.min(latestNanos, untilNanos);
    if (earliestNanos > latestNanos) {
      // Clocks drift: only the last one counts.
      earliestNanos = fromNanos;
      latestNanos = untilNanos;
    }
    nanos = Math.min(Math.max(nanos, earliestNanos), latestNanos);
  }
}
