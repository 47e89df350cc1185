// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

/**
 * How JDKs before 24 wait for a monitor: a time of 1, 8, 64 … ms, after which they try again
 * (ObjectMonitor::EnterI, with a thread that is responsible). In sampled only long steps are asked.
 */
final class MonitorSteps {

  private static final int FIRST_JDK_WITHOUT = 24;
  private static final long FIRST_NANOS = 1_000_000;
  private static final long MOST_NANOS = 1_000_000_000;
  private static final int FACTOR = 8;

  private MonitorSteps() {}

  /** Whether this JVM has them. */
  static boolean areTaken() {
    return Runtime.version().feature() < FIRST_JDK_WITHOUT;
  }

  /** The time of a wait that is in steps of at least this. */
  static long nanosOf(long waitedNanos, long leastNanos) {
    long sumNanos = 0;
    long leftNanos = waitedNanos;
    for (long next = FIRST_NANOS; leftNanos > 0; next = Math.min(MOST_NANOS, next * FACTOR)) {
      long stepNanos = Math.min(next, leftNanos);
      sumNanos += stepNanos >= leastNanos ? stepNanos : 0;
      leftNanos -= stepNanos;
    }
    return sumNanos;
  }
}
