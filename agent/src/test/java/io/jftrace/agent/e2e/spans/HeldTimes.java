// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The worst of an application's times.
 *
 * @param holdNanos that a span was held for its breakdown
 * @param exportNanos that the export of a batch took, which the next one waits for
 * @param oversleepNanos that a thread woke up late
 */
record HeldTimes(long holdNanos, long exportNanos, long oversleepNanos) {

  /** What the breakdown is waited for at most. */
  private static final long BOUND_NANOS = 1_000_000_000;

  private static final long MARGIN_NANOS = 100_000_000;

  /** From a line that the application has printed. */
  static HeldTimes of(String line) {
    String[] fields = line.split("\t", -1);
    return new HeldTimes(
        Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
  }

  String line() {
    return holdNanos + "\t" + exportNanos + "\t" + oversleepNanos;
  }

  void assertWithinBound() {
    System.out.println(this);
    assertTrue(
        holdNanos <= BOUND_NANOS + exportNanos + oversleepNanos + MARGIN_NANOS, this::toString);
  }
}
