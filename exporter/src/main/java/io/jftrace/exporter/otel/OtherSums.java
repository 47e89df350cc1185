// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.SpanRef;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the parents had beyond their budgets, until it is passed on as one span for each kind: when
 * a parent has been quiet for a while or has ended, or when there is too much. For one thread.
 */
final class OtherSums {

  /** So many sums of all parents together are kept; a parent has one for each kind. */
  static final int MAX_SUMS = 10_000;

  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Consumer<ChildSpan> spans;

  /** The parent that had nothing for longest is the first. */
  private final LinkedHashMap<ParentId, Parent> parents = new LinkedHashMap<>(16, 0.75f, true);

  private int sums;

  OtherSums(Consumer<ChildSpan> spans) {
    this.spans = spans;
  }

  /** A parent has had a wait or a call, whether it is summed or not. */
  void seen(ParentId id, long endNanos) {
    Parent parent = parents.get(id);
    if (parent != null) {
      parent.seen(endNanos);
    }
  }

  /** The sum that a parent's next wait or call of a kind, with that end, is to be added to. */
  OtherSum of(SpanRef span, ParentId id, OtherKind kind, long endNanos) {
    Parent parent = parents.computeIfAbsent(id, unknown -> new Parent(span, endNanos));
    parent.seen(endNanos);
    OtherSum sum = parent.sums.get(kind);
    if (sum == null) {
      sum = new OtherSum();
      parent.sums.put(kind, sum);
      sums++;
      while (sums > MAX_SUMS) {
        passEldest();
      }
    }
    return sum;
  }

  /** Passes on what belongs to parents that are quiet at a time. */
  void passQuiet(long nowNanos) {
    while (!parents.isEmpty()
        && nowNanos - parents.values().iterator().next().lastNanos >= QUIET_NANOS) {
      passEldest();
    }
  }

  /** Passes on what belongs to a parent, if there is something. */
  void pass(ParentId id) {
    Parent parent = parents.remove(id);
    if (parent != null) {
      pass(parent);
    }
  }

  void passAll() {
    while (!parents.isEmpty()) {
      passEldest();
    }
  }

  /** Number of sums, for tests. */
  int size() {
    return sums;
  }

  private void passEldest() {
    Iterator<Parent> eldest = parents.values().iterator();
    Parent parent = eldest.next();
    eldest.remove();
    pass(parent);
  }

  private void pass(Parent parent) {
    sums -= parent.sums.size();
    parent.sums.forEach((kind, sum) -> spans.accept(sum.span(parent.span, kind)));
  }

  private static final class Parent {

    private final SpanRef span;
    private final Map<OtherKind, OtherSum> sums = new HashMap<>();
    private long lastNanos;

    Parent(SpanRef span, long lastNanos) {
      this.span = span;
      this.lastNanos = lastNanos;
    }

    void seen(long endNanos) {
      if (endNanos - lastNanos > 0) {
        lastNanos = endNanos;
      }
    }
  }
}
