// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.mounts;

import io.jftrace.timeline.SpanRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which span was active on which virtual thread. A virtual thread keeps its span while it is not
 * mounted, and may go on on another carrier: what comes from the carriers' rings, one after the
 * other, is put into the order of time here.
 */
final class VirtualSpans {

  /** With a span, at a time: some 200 bytes each. */
  private static final int MAX_THREADS = 1 << 18;

  private static final int MIN_SWEPT = 1024;
  private static final int SWEEP_DRAINS = 64;

  /** By the JVM's id, which no other thread ever gets. */
  private final Map<Long, SpanHistory> histories = new HashMap<>();

  private final LostTimes lost;
  private List<Long> changed = new ArrayList<>();
  private int leftBySweep;
  private int drainsSinceSweep;

  VirtualSpans(LostTimes lost) {
    this.lost = lost;
  }

  /**
   * Takes a transition.
   *
   * @param span null for none
   */
  void transition(Thread thread, long timeNanos, SpanRef span) {
    Long id = thread.getId();
    SpanHistory history = histories.get(id);
    if (history == null) {
      if (histories.size() >= MAX_THREADS) {
        lost.add(timeNanos, timeNanos + 1);
        return;
      }
      history = new SpanHistory(thread);
      histories.put(id, history);
    }
    if (history.add(timeNanos, span)) {
      changed.add(id);
    }
  }

  /** The span that was active on a virtual thread; null if there was none, or if it is unknown. */
  SpanRef at(Thread thread, long timeNanos) {
    SpanHistory history = histories.get(thread.getId());
    TimedValues<SpanRef> spans = history == null ? null : history.spans();
    int index = spans == null ? -1 : spans.indexAt(timeNanos);
    boolean known = index >= 0 && !lost.isBetween(spans.timeNanos(index), timeNanos);
    return known ? spans.value(index) : null;
  }

  /** Forgets what was over at a time, and threads that have ended. */
  void forgetBefore(long timeNanos) {
    List<Long> still = new ArrayList<>();
    for (Long id : changed) {
      SpanHistory history = histories.get(id);
      if (!history.forgetBefore(timeNanos)) {
        still.add(id);
      } else if (history.isEmpty()) {
        histories.remove(id);
      }
    }
    changed = still;
    if (histories.size() > 2 * leftBySweep + MIN_SWEPT || ++drainsSinceSweep >= SWEEP_DRAINS) {
      histories.values().removeIf(SpanHistory::isOver);
      leftBySweep = histories.size();
      drainsSinceSweep = 0;
    }
  }

  /** Number of virtual threads that have, or lately had, a span. */
  int size() {
    return histories.size();
  }
}
