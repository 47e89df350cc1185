// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.hook.JftraceSpanLog;
import io.jftrace.timeline.ActiveSpanSink;
import io.jftrace.timeline.SpanRef;

/** When spans were active on one thread: reads its log, each entry once, while that is wanted. */
final class SpanActivations {

  /** More are not inside of each other, unless they are never closed: then it begins anew. */
  static final int MAX_DEPTH = 64;

  private final JftraceSpanLog log;

  /** Of one trace, each inside of the one before. */
  private final SpanRef[] open = new SpanRef[MAX_DEPTH];

  private final long[] startNanos = new long[MAX_DEPTH];
  private int depth;
  private long nextIndex;

  /** Whether it is known what is open: since the log's beginning, or a moment without a span. */
  private boolean known = true;

  SpanActivations(JftraceSpanLog log) {
    this.log = log;
  }

  /** See {@link io.jftrace.timeline.SpanSource#forEachEnded}. */
  void forEachEnded(long sinceNanos, ActiveSpanSink sink) {
    long written = log.written();
    skipTo(oldest(written));
    while (nextIndex < written) {
      long timeNanos = log.timeNanos(nextIndex);
      String traceId = log.traceId(nextIndex);
      String spanId = log.spanId(nextIndex);
      boolean sampled = log.sampled(nextIndex);
      if (log.isIntact(nextIndex)) {
        int kept = kept(traceId, spanId);
        close(kept, timeNanos, sinceNanos, sink);
        known |= spanId == null;
        if (known && sampled && !isTop(spanId)) {
          push(new SpanRef(traceId, spanId, true), timeNanos);
        }
        nextIndex++;
      } else {
        skipTo(oldest(log.written()));
      }
    }
  }

  /** How many stay open when that span, or none, is active. */
  private int kept(String traceId, String spanId) {
    if (depth == 0 || !open[0].traceId().equals(traceId)) {
      return 0;
    }
    for (int i = depth - 1; i >= 0; i--) {
      if (open[i].spanId().equals(spanId)) {
        return i + 1;
      }
    }
    return depth == MAX_DEPTH ? 0 : depth;
  }

  private boolean isTop(String spanId) {
    return depth > 0 && open[depth - 1].spanId().equals(spanId);
  }

  private void push(SpanRef span, long timeNanos) {
    open[depth] = span;
    startNanos[depth] = timeNanos;
    depth++;
  }

  private void close(int kept, long timeNanos, long sinceNanos, ActiveSpanSink sink) {
    while (depth > kept) {
      depth--;
      if (timeNanos - sinceNanos >= 0) {
        sink.wasActive(open[depth], startNanos[depth], timeNanos);
      }
      open[depth] = null;
    }
  }

  /** What is before that entry was overwritten, or may be. */
  private void skipTo(long index) {
    if (nextIndex < index) {
      while (depth > 0) {
        open[--depth] = null;
      }
      known = false;
      nextIndex = index;
    }
  }

  private static long oldest(long written) {
    return Math.max(0, written - JftraceSpanLog.CAPACITY + 1);
  }
}
