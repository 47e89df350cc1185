// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.mounts;

import io.jftrace.timeline.SpanRef;
import java.lang.ref.WeakReference;

/** Which spans were active on one virtual thread, for a while back. */
final class SpanHistory {

  private final WeakReference<Thread> thread;
  private final TimedValues<SpanRef> spans = new TimedValues<>();
  private boolean changed;

  SpanHistory(Thread thread) {
    this.thread = new WeakReference<>(thread);
  }

  TimedValues<SpanRef> spans() {
    return spans;
  }

  /**
   * Adds a transition.
   *
   * @return whether it is the first since {@link #forgetBefore} has left nothing but what holds
   */
  boolean add(long timeNanos, SpanRef span) {
    spans.add(timeNanos, span);
    boolean first = !changed;
    changed = true;
    return first;
  }

  /**
   * Forgets what was over at a time.
   *
   * @return whether nothing is left but what holds since
   */
  boolean forgetBefore(long timeNanos) {
    spans.forgetBefore(timeNanos);
    changed = spans.size() > 1 || spans.timeNanos(0) - timeNanos > 0;
    return !changed;
  }

  /** Whether there is no span, and none was there lately. */
  boolean isEmpty() {
    return !changed && spans.value(0) == null;
  }

  /** Whether the thread has ended, with a span that nobody closed, and is not asked for. */
  boolean isOver() {
    Thread owner = thread.get();
    return !changed && (owner == null || !owner.isAlive());
  }
}
