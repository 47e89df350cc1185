// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which waits and calls become spans of their own: so many in each parent, and so many in a second.
 * How many a parent will have is not known, so it takes ever longer ones: its first eighth takes
 * all, each further one those that last twice as long as the one before wanted. For one thread.
 */
final class ChildBudget {

  /** Of so many parents the children are counted; those that had none for longest are forgotten. */
  static final int MAX_PARENTS = 10_000;

  private static final int PARTS = 8;

  /** What the second eighth is twice of, if there is no shortest duration. */
  private static final long MIN_STEP_NANOS = 1_000;

  private final long minDurationNanos;
  private final int maxPerParent;
  private final SecondBudget second;
  private final Counts counts = new Counts();

  ChildBudget(long minDurationNanos, int maxPerParent, int maxPerSecond) {
    this.minDurationNanos = minDurationNanos;
    this.maxPerParent = maxPerParent;
    this.second = new SecondBudget(maxPerSecond);
  }

  /**
   * Whether a wait or call becomes a span; if so, it is counted.
   *
   * @param durationNanos not less than the shortest that becomes one
   */
  boolean admits(ParentId parent, long durationNanos, long endNanos) {
    second.reach(endNanos);
    Count count = counts.computeIfAbsent(parent, unknown -> new Count());
    boolean admitted =
        count.children < maxPerParent
            && durationNanos >= thresholdNanos(count.children)
            && second.take();
    if (admitted) {
      count.children++;
    }
    return admitted;
  }

  /** Number of parents whose children are counted, for tests. */
  int parents() {
    return counts.size();
  }

  private long thresholdNanos(int children) {
    int part = (int) ((long) children * PARTS / maxPerParent);
    return part == 0 ? 0 : Math.max(minDurationNanos, MIN_STEP_NANOS) << part;
  }

  private static final class Count {
    private int children;
  }

  private static final class Counts extends LinkedHashMap<ParentId, Count> {

    private static final long serialVersionUID = 1L;

    Counts() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<ParentId, Count> eldest) {
      return size() > MAX_PARENTS;
    }
  }
}
