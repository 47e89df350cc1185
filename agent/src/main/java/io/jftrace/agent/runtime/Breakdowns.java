// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import io.jftrace.timeline.BreakdownHealth;
import io.jftrace.timeline.SpanEndSink;
import io.jftrace.timeline.Timeline;

/** Tells the application's spans where their time went. Used by the reader's thread. */
public interface Breakdowns extends AutoCloseable {

  /** Tells nothing. */
  Breakdowns OFF =
      new Breakdowns() {
        @Override
        public void open(Timeline timeline, Runnable drainSoon, SpanEndSink ends) {}

        @Override
        public void beforeDrain() {}

        @Override
        public void afterDrain() {}

        @Override
        public BreakdownHealth health() {
          return BreakdownHealth.NONE;
        }

        @Override
        public void close() {}
      };

  /**
   * Tracing has begun.
   *
   * @param drainSoon asks for a full drain, without waiting for it; for any thread
   * @param ends takes the spans' ends, as far as they are told
   */
  void open(Timeline timeline, Runnable drainSoon, SpanEndSink ends);

  /** To be called before each drain, full or of the events only. */
  void beforeDrain();

  /** To be called after each full drain. */
  void afterDrain();

  BreakdownHealth health();

  /** There are no further drains. */
  @Override
  void close();
}
