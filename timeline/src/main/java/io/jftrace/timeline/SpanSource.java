// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import io.jftrace.timeline.spans.ScopeSink;

/** Knows which span was active on which thread. */
@FunctionalInterface
public interface SpanSource {

  /** For applications without spans. */
  SpanSource NONE = (thread, timeNanos) -> null;

  /**
   * The span that was active on a thread at a time, or null. For one thread, times go back by no
   * more than what one call of the timeline's sinks asks for: the start of a wait or call, or, of
   * who ended a wait, when that was.
   */
  SpanRef activeAt(TracedThread thread, long timeNanos);

  /**
   * Passes when sampled spans were active on a platform thread: each time once, after it has ended.
   * Where the beginning is not known any more it is left out.
   *
   * @param sinceNanos what had ended before is left out
   */
  default void forEachEnded(TracedThread thread, long sinceNanos, ActiveSpanSink sink) {}

  /**
   * Passes what was active on a thread from one time to another, or on the virtual threads that
   * were mounted on it then: in order, without gaps. Does nothing for a thread that never had a
   * span that is accounted for. Of one thread, each call begins where the one before it began or
   * ended.
   */
  default void forEachScope(TracedThread thread, long fromNanos, long toNanos, ScopeSink sink) {}

  /**
   * A thread has ended, and what was active on it with it.
   *
   * @param timeNanos up to when {@link #forEachScope} was asked
   */
  default void ended(TracedThread thread, long timeNanos) {}
}
