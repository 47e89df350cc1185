// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.overload;

/** How much the outputs get, least first; each level leaves out what the one after it does not. */
enum DetailLevel {

  /** Metrics, markers and losses: no wait becomes an event or a span. */
  COUNTERS(0, Long.MAX_VALUE, Long.MAX_VALUE),

  /** And of the waits, the long ones as JFR events. */
  LESS_JFR(1, 20_000_000, Long.MAX_VALUE),

  /** And all of them as JFR events, but none as a span. */
  NO_SPANS(2, 0, Long.MAX_VALUE),

  /** Everything. */
  FULL(3, 0, 0);

  private final int number;
  private final long shortestInJfrNanos;
  private final long shortestSpanNanos;

  DetailLevel(int number, long shortestInJfrNanos, long shortestSpanNanos) {
    this.number = number;
    this.shortestInJfrNanos = shortestInJfrNanos;
    this.shortestSpanNanos = shortestSpanNanos;
  }

  /** As the metric has it: 3 is all. */
  int number() {
    return number;
  }

  /** Shorter waits are not passed to JFR. */
  long shortestInJfrNanos() {
    return shortestInJfrNanos;
  }

  /** Shorter waits are not passed to the spans. */
  long shortestSpanNanos() {
    return shortestSpanNanos;
  }

  DetailLevel less() {
    return switch (this) {
      case FULL -> NO_SPANS;
      case NO_SPANS -> LESS_JFR;
      case LESS_JFR, COUNTERS -> COUNTERS;
    };
  }

  DetailLevel more() {
    return switch (this) {
      case COUNTERS -> LESS_JFR;
      case LESS_JFR -> NO_SPANS;
      case NO_SPANS, FULL -> FULL;
    };
  }
}
