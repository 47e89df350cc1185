// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.TracedThread;

/** Waits of one reason, or calls of one probe, that one parent had beyond its budget. */
final class OtherSum {

  private long count;
  private long totalNanos;
  private long maxNanos;
  private long startEpochNanos = Long.MAX_VALUE;
  private long endEpochNanos = Long.MIN_VALUE;

  /** The thread of all of them, or null if there are several, as a virtual one's carriers are. */
  private TracedThread thread;

  /**
   * Adds a wait or call.
   *
   * @param by null if it was a virtual thread
   */
  void add(long newStartEpochNanos, long newEndEpochNanos, long durationNanos, TracedThread by) {
    if (count == 0) {
      thread = by;
    } else if (thread != by) {
      thread = null;
    }
    count++;
    totalNanos += durationNanos;
    maxNanos = Math.max(maxNanos, durationNanos);
    startEpochNanos = Math.min(startEpochNanos, newStartEpochNanos);
    endEpochNanos = Math.max(endEpochNanos, newEndEpochNanos);
  }

  OtherSpan span(SpanRef parent, OtherKind kind) {
    return new OtherSpan(
        parent,
        startEpochNanos,
        endEpochNanos,
        kind,
        count,
        totalNanos,
        maxNanos,
        thread == null ? 0 : thread.javaId(),
        thread == null ? "" : thread.name(),
        thread == null ? ChildSpan.SEVERAL_THREADS : thread.tid());
  }
}
