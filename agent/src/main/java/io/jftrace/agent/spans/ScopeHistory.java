// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.timeline.spans.ScopeSink;
import io.jftrace.timeline.spans.SpanScope;

/** What was active on one thread lately: each scope, or none, with the time since when. */
final class ScopeHistory {

  private static final int FEW = 4;

  private final int max;
  private long[] times = new long[FEW];
  private SpanScope[] scopes = new SpanScope[FEW];
  private int first;
  private int size;

  /**
   * An empty one.
   *
   * @param max a power of two: what is older than so many changes counts as not known, as none
   */
  ScopeHistory(int max) {
    this.max = max;
  }

  /**
   * From that time on that scope is the innermost.
   *
   * @param scope null for none
   * @param timeNanos not before the last call's
   */
  @SuppressWarnings("ReferenceEquality") // opened again it is another scope
  void add(long timeNanos, SpanScope scope) {
    if (size > 0 && scopes[slot(size - 1)] == scope) {
      return;
    }
    if (size == max) {
      removeFirst();
    } else if (size == times.length) {
      grow();
    }
    times[slot(size)] = timeNanos;
    scopes[slot(size)] = scope;
    size++;
  }

  /** Passes what was active in that time, and forgets what was only before it. */
  void pass(long fromNanos, long toNanos, ScopeSink sink) {
    forgetBefore(fromNanos);
    tell(fromNanos, toNanos, sink);
  }

  /** Passes what was active in that time. */
  void tell(long fromNanos, long toNanos, ScopeSink sink) {
    SpanScope scope = null;
    long sinceNanos = fromNanos;
    for (int i = 0; i < size && times[slot(i)] - toNanos < 0; i++) {
      long timeNanos = times[slot(i)];
      if (timeNanos - sinceNanos > 0) {
        sink.piece(scope, sinceNanos, timeNanos);
        sinceNanos = timeNanos;
      }
      scope = scopes[slot(i)];
    }
    if (toNanos - sinceNanos > 0) {
      sink.piece(scope, sinceNanos, toNanos);
    }
  }

  /** Forgets what was only before that time. */
  void forgetBefore(long timeNanos) {
    while (size > 1 && times[slot(1)] - timeNanos <= 0) {
      removeFirst();
    }
  }

  private void removeFirst() {
    scopes[first] = null;
    first = slot(1);
    size--;
  }

  private void grow() {
    long[] moreTimes = new long[2 * size];
    SpanScope[] moreScopes = new SpanScope[2 * size];
    for (int i = 0; i < size; i++) {
      moreTimes[i] = times[slot(i)];
      moreScopes[i] = scopes[slot(i)];
    }
    times = moreTimes;
    scopes = moreScopes;
    first = 0;
  }

  private int slot(int index) {
    return first + index & times.length - 1;
  }
}
