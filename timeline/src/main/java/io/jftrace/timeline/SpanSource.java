// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** Knows which span was active on which thread. */
@FunctionalInterface
public interface SpanSource {

  /** For applications without spans. */
  SpanSource NONE = (thread, timeNanos) -> null;

  /**
   * The span that was active on a thread at a time, or null. For one thread, times never go back by
   * more than what one call of the timeline's sinks asks for.
   */
  SpanRef activeAt(TracedThread thread, long timeNanos);
}
