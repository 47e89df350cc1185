// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.TracedThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which scope was the innermost on which thread, as written down. */
class ScopeHistories implements SpanSource {

  /** Threads that ended, and when. */
  final List<String> ended = new ArrayList<>();

  private record Entry(long timeNanos, SpanScope scope) {}

  /** How often it was asked. */
  int questions;

  private final Map<Integer, List<Entry>> histories = new HashMap<>();
  private final Map<TracedThread, long[]> asked = new HashMap<>();

  void add(int tid, long timeNanos, SpanScope scope) {
    histories.computeIfAbsent(tid, t -> new ArrayList<>()).add(new Entry(timeNanos, scope));
  }

  @Override
  public SpanRef activeAt(TracedThread thread, long timeNanos) {
    return null;
  }

  @Override
  public void forEachScope(TracedThread thread, long fromNanos, long toNanos, ScopeSink sink) {
    questions++;
    checkOrder(thread, fromNanos, toNanos);
    List<Entry> history = histories.getOrDefault(thread.tid(), List.of());
    while (history.size() > 1 && history.get(1).timeNanos <= fromNanos) {
      history.remove(0);
    }
    long from = fromNanos;
    SpanScope scope = null;
    for (Entry entry : history) {
      long until = Math.min(entry.timeNanos, toNanos);
      if (until > from) {
        sink.piece(scope, from, until);
        from = until;
      }
      scope = entry.scope;
    }
    if (from < toNanos) {
      sink.piece(scope, from, toNanos);
    }
  }

  @Override
  public void ended(TracedThread thread, long timeNanos) {
    ended.add(thread.tid() + " at " + timeNanos);
  }

  /** As the contract of {@link SpanSource} has it. */
  private void checkOrder(TracedThread thread, long fromNanos, long toNanos) {
    long[] last = asked.put(thread, new long[] {fromNanos, toNanos});
    if ((last != null && fromNanos != last[0] && fromNanos != last[1]) || fromNanos >= toNanos) {
      throw new AssertionError(fromNanos + "-" + toNanos + " is out of order");
    }
  }
}
