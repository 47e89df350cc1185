// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.hook.JftraceSpanLog;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.spans.ScopeSink;
import io.jftrace.timeline.spans.ScopeStack;

/** The scopes of one platform thread: reads its log, each entry once. */
final class ThreadScopes {

  private static final int MAX_CHANGES = 8192;

  private final JftraceSpanLog log;
  private final ScopeStack stack;
  private final TornSpans torn;
  private final ScopeHistory history = new ScopeHistory(MAX_CHANGES);
  private long nextIndex;

  /** Whatever was logged before is read. */
  private long readNanos;

  /** Of the last entry that was read, or the end of the last question. */
  private long lastNanos;

  /** Whether the stack is known: since the log's beginning, or a moment without a span. */
  private boolean known;

  private ThreadScopes(JftraceSpanLog log, ScopeStack stack, TornSpans torn, long beginNanos) {
    this.log = log;
    this.stack = stack;
    this.torn = torn;
    readNanos = beginNanos;
    lastNanos = beginNanos;
  }

  /** Of a thread whose log has just begun. */
  static ThreadScopes ofNew(JftraceSpanLog log, ScopeStack stack, TornSpans torn) {
    ThreadScopes scopes = new ThreadScopes(log, stack, torn, log.timeNanos(0));
    scopes.known = true;
    return scopes;
  }

  /**
   * Of a thread that may be amid a span: from when it was without one, at that time or before, if
   * the log has it.
   */
  static ThreadScopes ofOld(JftraceSpanLog log, ScopeStack stack, TornSpans torn, long sinceNanos) {
    long written = log.written();
    long oldest = oldest(written);
    long index = Math.max(oldest, written - 1);
    while (index > oldest && (log.spanId(index) != null || log.timeNanos(index) - sinceNanos > 0)) {
      index--;
    }
    ThreadScopes scopes = new ThreadScopes(log, stack, torn, log.timeNanos(index));
    scopes.known = index == 0;
    scopes.nextIndex = index;
    return scopes;
  }

  /** Passes what was active; {@code fromNanos} is never less than before. */
  void forEach(long fromNanos, long toNanos, ScopeSink sink) {
    if (toNanos - readNanos > 0) {
      read();
    }
    lastNanos = later(lastNanos, toNanos);
    history.pass(fromNanos, toNanos, sink);
  }

  /** Reads what was logged before this call. */
  void read() {
    readNanos = System.nanoTime();
    long written = log.written();
    skipTo(oldest(written));
    while (nextIndex < written) {
      if (readNext()) {
        nextIndex++;
      } else {
        skipTo(oldest(log.written()));
      }
    }
  }

  /** The thread has ended, and has done nothing after that time but what the log says. */
  void end(long timeNanos) {
    read();
    lastNanos = later(lastNanos, timeNanos);
    stack.close(lastNanos);
  }

  /** Up to when it is known what was active, at least. */
  long lastNanos() {
    return lastNanos;
  }

  private boolean readNext() {
    long timeNanos = log.timeNanos(nextIndex);
    SpanRef span = SpanCursor.read(log, nextIndex);
    if (!log.isIntact(nextIndex)) {
      return false;
    }
    lastNanos = later(lastNanos, timeNanos);
    known |= span == null;
    if (known) {
      history.add(timeNanos, stack.moveTo(span, timeNanos));
    } else if (span.sampled()) {
      torn.add(span);
    }
    return true;
  }

  /** What is before that entry was overwritten, or may be. */
  private void skipTo(long index) {
    if (nextIndex < index) {
      stack.tear(lastNanos, torn::add);
      history.add(lastNanos, null);
      known = false;
      nextIndex = index;
    }
  }

  private static long oldest(long written) {
    return Math.max(0, written - JftraceSpanLog.CAPACITY + 1);
  }

  private static long later(long oneNanos, long otherNanos) {
    return oneNanos - otherNanos > 0 ? oneNanos : otherNanos;
  }
}
