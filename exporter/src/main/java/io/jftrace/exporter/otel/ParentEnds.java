// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When spans of the application ended, as far as that is told: the last ones. A thread may wait on
 * within a span that another one has ended, but a child has to lie within its parent. Any thread.
 */
final class ParentEnds {

  /** Of about 250 bytes each. */
  static final int MAX_ENDS = 16_384;

  private final Ends ends = new Ends();

  /** A span ended; the first call counts. */
  synchronized void ended(ParentId span, long endEpochNanos) {
    ends.putIfAbsent(span, endEpochNanos);
  }

  /** Cuts children at their parents' ends; those that only begin there, or later, are left out. */
  synchronized List<CutSpan> cut(List<ChildSpan> children) {
    List<CutSpan> cut = new ArrayList<>(children.size());
    for (ChildSpan child : children) {
      Long parentEnd = ends.get(ParentId.of(child.parent()));
      if (parentEnd == null || child.endEpochNanos() <= parentEnd) {
        cut.add(new CutSpan(child, child.endEpochNanos()));
      } else if (child.startEpochNanos() < parentEnd) {
        cut.add(new CutSpan(child, parentEnd));
      }
    }
    return cut;
  }

  private static final class Ends extends LinkedHashMap<ParentId, Long> {

    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<ParentId, Long> eldest) {
      return size() > MAX_ENDS;
    }
  }
}
