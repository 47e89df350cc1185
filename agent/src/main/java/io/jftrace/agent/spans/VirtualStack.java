// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.spans.ScopeStack;
import io.jftrace.timeline.spans.SpanScope;
import java.lang.ref.WeakReference;

/** The spans that are active on one virtual thread, also while it is not mounted. */
final class VirtualStack {

  private final WeakReference<Thread> thread;
  private final ScopeStack stack;

  /** Of what was told last. */
  private long lastNanos;

  private boolean ended;

  VirtualStack(Thread thread, ScopeStack stack) {
    this.thread = new WeakReference<>(thread);
    this.stack = stack;
  }

  /** Returns the innermost scope, or null. */
  SpanScope moveTo(SpanRef span, long timeNanos) {
    lastNanos = timeNanos;
    return stack.moveTo(span, timeNanos);
  }

  /** Returns the innermost scope, or null. */
  SpanScope mounted(long timeNanos) {
    lastNanos = timeNanos;
    stack.mounted(timeNanos);
    return stack.top();
  }

  void unmounted(long timeNanos) {
    lastNanos = timeNanos;
    stack.unmounted(timeNanos);
  }

  /** Whether no span is open, nor may go on. */
  boolean isEmpty() {
    return stack.isEmpty();
  }

  /** It is not known any more what is active: the spans that are get no breakdown. */
  void tear(TornSpans torn) {
    stack.tear(lastNanos, torn::add);
  }

  /**
   * Whether the thread had ended at the last call already, so that all it did has been told since.
   * What it left open ends with it.
   */
  boolean isOver() {
    if (ended) {
      stack.close(lastNanos);
      return true;
    }
    Thread alive = thread.get();
    ended = alive == null || !alive.isAlive();
    return false;
  }
}
