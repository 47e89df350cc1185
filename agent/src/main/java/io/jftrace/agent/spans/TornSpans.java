// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.timeline.SpanRef;
import java.util.Iterator;
import java.util.LinkedHashSet;

/** Spans that were active on some thread for nobody knows how long; the last ones of them. */
final class TornSpans {

  private static final int MAX = 1 << 17;

  /** Trace id and span id in one. */
  private final LinkedHashSet<String> ids = new LinkedHashSet<>();

  void add(SpanRef span) {
    if (ids.add(id(span)) && ids.size() > MAX) {
      Iterator<String> oldest = ids.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Returns whether it was there. */
  boolean remove(SpanRef span) {
    return !ids.isEmpty() && ids.remove(id(span));
  }

  private static String id(SpanRef span) {
    return span.traceId().concat(span.spanId());
  }
}
