// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.jftrace.agent.e2e.OtlpReceiver;
import io.jftrace.agent.e2e.SeenSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a receiver got from an application and the agent in it. */
final class SeenSpans {

  private final Map<String, SeenSpan> own = new HashMap<>();
  private final Map<String, List<SeenSpan>> children = new HashMap<>();

  SeenSpans(OtlpReceiver receiver) {
    for (SeenSpan span :
        SeenSpan.all(receiver.arrivals().stream().map(a -> a.request()).toList())) {
      if (span.isAgents()) {
        children.computeIfAbsent(span.parentId(), id -> new ArrayList<>()).add(span);
      } else {
        assertEquals(null, own.put(span.id(), span), () -> "twice: " + span);
      }
    }
  }

  /** The application's. */
  List<SeenSpan> own() {
    return List.copyOf(own.values());
  }

  /** The application's of a name. */
  List<SeenSpan> named(String name) {
    return own.values().stream().filter(span -> span.name().equals(name)).toList();
  }

  /** The agent's. */
  List<SeenSpan> children() {
    return children.values().stream().flatMap(List::stream).toList();
  }

  List<SeenSpan> childrenOf(SeenSpan parent) {
    return children.getOrDefault(parent.id(), List.of());
  }

  SeenSpan own(String id) {
    SeenSpan span = own.get(id);
    assertNotNull(span, () -> "no such span: " + id);
    return span;
  }

  /** Each of the agent's is a child of one that is sampled, and of its time, trace and resource. */
  void assertChildrenAreWithin(long toleranceNanos) {
    assertFalse(children.isEmpty(), "no children at all");
    long worstNanos = 0;
    SeenSpan worst = null;
    for (SeenSpan child : children()) {
      assertNotEquals(ScriptedRequest.UNSAMPLED_TRACE_ID, child.traceId(), child::toString);
      SeenSpan parent = own.get(child.parentId());
      assertNotNull(parent, () -> "no such parent: " + child);
      assertEquals(parent.traceId(), child.traceId());
      assertTrue(child.durationNanos() >= 0, child::toString);
      long outsideNanos =
          Math.max(parent.startNanos() - child.startNanos(), child.endNanos() - parent.endNanos());
      if (outsideNanos > worstNanos) {
        worstNanos = outsideNanos;
        worst = child;
      }
      for (String linked : child.linkedIds()) {
        assertNotNull(own.get(linked), () -> "no such span: " + linked + ", linked from " + child);
        assertNotEquals(parent.id(), linked, () -> "linked to its parent: " + child);
      }
    }
    System.out.printf(
        "%d children of %d spans, %d of them cut, at worst %d ns outside%n",
        children().size(),
        own.size(),
        children().stream().filter(SeenSpan::isCut).count(),
        worstNanos);
    if (worstNanos > toleranceNanos) {
      fail(worst + " is outside of " + own.get(worst.parentId()) + " by " + worstNanos + " ns");
    }
  }
}
