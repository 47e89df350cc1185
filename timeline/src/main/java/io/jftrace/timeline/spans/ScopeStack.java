// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import io.jftrace.timeline.SpanRef;

/**
 * The spans of one trace that are active on one thread, platform or virtual, each inside of the one
 * before. Made of what is active at each moment: nobody tells whether a change opens a scope or
 * closes one. Used by the timeline's thread only; made by {@link SpanAccounts#stack}.
 */
public final class ScopeStack {

  /** A chain this long comes from scopes that are never closed: it begins anew. */
  static final int MAX_DEPTH = 64;

  private final SpanAccounts accounts;

  /** Negative for a virtual thread's. */
  private final int id;

  private SpanScope top;
  private int depth;

  ScopeStack(SpanAccounts accounts, int id) {
    this.accounts = accounts;
    this.id = id;
  }

  /**
   * From now on that span is active, or none: an open one goes on, and what was opened inside of it
   * ends; a new one is inside of those of its trace. One that is not sampled has no account, and
   * its time is that of the spans around it.
   *
   * @param span null if none
   * @param timeNanos not before the last call's
   * @return the innermost scope, or null
   */
  public SpanScope moveTo(SpanRef span, long timeNanos) {
    if (span == null) {
      popTo(null, timeNanos);
      return null;
    }
    SpanScope open = find(span);
    if (open != null) {
      popTo(open, timeNanos);
      return top;
    }
    if (top != null && !top.account().span().traceId().equals(span.traceId())) {
      popTo(null, timeNanos);
    }
    if (span.sampled()) {
      push(span, timeNanos);
    }
    return top;
  }

  /** Of a virtual thread: it was unmounted while the spans were active. */
  public void unmounted(long timeNanos) {
    for (SpanScope scope = top; scope != null; scope = scope.outer()) {
      scope.account().unmounted(id, timeNanos);
    }
  }

  /** Of a virtual thread: it was mounted again. */
  public void mounted(long timeNanos) {
    for (SpanScope scope = top; scope != null; scope = scope.outer()) {
      scope.account().mounted(id, timeNanos);
    }
  }

  /** The innermost scope, or null. */
  public SpanScope top() {
    return top;
  }

  private SpanScope find(SpanRef span) {
    SpanScope scope = top;
    while (scope != null && !scope.account().is(span.traceId(), span.spanId())) {
      scope = scope.outer();
    }
    return scope;
  }

  private void push(SpanRef span, long timeNanos) {
    if (depth == MAX_DEPTH) {
      popTo(null, timeNanos);
    }
    OpenAccount account = accounts.account(span);
    account.opened(id, span, timeNanos);
    top = new SpanScope(account, top, id < 0);
    depth++;
  }

  @SuppressWarnings("ReferenceEquality") // The very one that is on this stack.
  private void popTo(SpanScope outer, long timeNanos) {
    while (top != outer) {
      top.account().closed(id, timeNanos);
      top = top.outer();
      depth--;
    }
  }
}
