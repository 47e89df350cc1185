// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import io.jftrace.timeline.SpanRef;
import java.util.function.Consumer;

/**
 * The spans of one trace that are active on one thread, platform or virtual, each inside of the one
 * before. Made of what is active at each moment: nobody tells whether a change opens a scope or
 * closes one. Used by the timeline's thread only; made by {@link SpanAccounts#stack}.
 *
 * <p>Scopes are closed one by one, as OpenTelemetry restores what was before each. A change from
 * more than one open span to none, or to one of another trace, therefore opens something: the spans
 * are suspended, and go on when one of them is active again.
 */
public final class ScopeStack {

  /** A chain this long comes from scopes that are never closed: it begins anew. */
  static final int MAX_DEPTH = 64;

  private final SpanAccounts accounts;

  /** Negative for a virtual thread's. */
  private final int id;

  private final SuspendedScopes suspended = new SuspendedScopes();
  private SpanScope top;
  private int depth;

  /** Whether the last change was to none. */
  private boolean none;

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
      suspend(timeNanos);
      none = true;
      return null;
    }
    SpanScope open = find(top, span);
    if (open != null) {
      popTo(open, timeNanos);
    } else if (!resume(span, timeNanos)) {
      open(span, timeNanos);
    }
    none = false;
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

  /** Whether no span is open, nor may go on. */
  public boolean isEmpty() {
    return top == null && suspended.isEmpty();
  }

  /** The thread has ended: so does what is open. */
  public void close(long timeNanos) {
    popTo(null, timeNanos);
    suspended.clear();
  }

  /**
   * What became active is not known any more.
   *
   * @param torn takes the spans of which it is not known whether they are, or were
   */
  public void tear(long timeNanos, Consumer<SpanRef> torn) {
    pass(top, torn);
    suspended.forEach(scope -> pass(scope, torn));
    close(timeNanos);
  }

  private static void pass(SpanScope innermost, Consumer<SpanRef> spans) {
    for (SpanScope scope = innermost; scope != null; scope = scope.outer()) {
      spans.accept(scope.account().span());
    }
  }

  static SpanScope find(SpanScope innermost, SpanRef span) {
    SpanScope scope = innermost;
    while (scope != null && !scope.account().is(span.traceId(), span.spanId())) {
      scope = scope.outer();
    }
    return scope;
  }

  private void open(SpanRef span, long timeNanos) {
    if (top != null && !top.account().span().traceId().equals(span.traceId())) {
      suspend(timeNanos);
    } else if (none) {
      // A thread without a span that turns to another trace is through with what it had.
      suspended.clearUnless(span.traceId());
    }
    if (span.sampled()) {
      push(span, timeNanos);
    }
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

  /** One that is the outermost of all needs not be kept: it is opened again by itself. */
  private void suspend(long timeNanos) {
    if (depth > 1 || (depth == 1 && !suspended.isEmpty())) {
      suspended.add(top);
    }
    popTo(null, timeNanos);
  }

  private boolean resume(SpanRef span, long timeNanos) {
    SpanScope found = suspended.take(span);
    if (found == null) {
      return false;
    }
    popTo(null, timeNanos);
    top = found;
    for (SpanScope scope = found; scope != null; scope = scope.outer()) {
      scope.account().opened(id, scope.account().span(), timeNanos);
      depth++;
    }
    return true;
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
