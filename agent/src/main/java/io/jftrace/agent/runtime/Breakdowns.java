// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import io.jftrace.timeline.BreakdownHealth;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.Timeline;
import java.util.function.Consumer;

/** Tells the application's spans where their time went. Used by the reader's thread. */
public interface Breakdowns extends AutoCloseable {

  /** Tells nothing. */
  Breakdowns OFF =
      new Breakdowns() {
        @Override
        public void open(Timeline timeline, Runnable drainSoon, Consumer<SpanRef> ended) {}

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
   * @param ended takes spans whose end the timeline has passed, as far as that is told
   */
  void open(Timeline timeline, Runnable drainSoon, Consumer<SpanRef> ended);

  /** To be called before each drain, full or of the events only. */
  void beforeDrain();

  /** To be called after each full drain. */
  void afterDrain();

  BreakdownHealth health();

  /** There are no further drains. */
  @Override
  void close();
}
