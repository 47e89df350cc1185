// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import io.jftrace.timeline.SpanRef;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** Chains of scopes of one thread that are not active, but may go on; the last ones of them. */
final class SuspendedScopes {

  /** Traces within traces are rarely this deep. */
  static final int MAX = 4;

  /** The innermost scope of each chain, the latest first. */
  private final ArrayDeque<SpanScope> chains = new ArrayDeque<>(MAX + 1);

  boolean isEmpty() {
    return chains.isEmpty();
  }

  void add(SpanScope innermost) {
    chains.addFirst(innermost);
    if (chains.size() > MAX) {
      chains.removeLast();
    }
  }

  /** Returns the span's scope, or null, and forgets what was suspended in it and since. */
  SpanScope take(SpanRef span) {
    int chain = 0;
    for (SpanScope innermost : chains) {
      SpanScope found = ScopeStack.find(innermost, span);
      chain++;
      if (found != null) {
        removeFirst(chain);
        return found;
      }
    }
    return null;
  }

  private void removeFirst(int count) {
    for (int i = 0; i < count; i++) {
      chains.removeFirst();
    }
  }

  /** Forgets all, unless the latest are of that trace. */
  void clearUnless(String traceId) {
    SpanScope latest = chains.peekFirst();
    if (latest != null && !latest.account().span().traceId().equals(traceId)) {
      chains.clear();
    }
  }

  void clear() {
    chains.clear();
  }

  void forEach(Consumer<SpanScope> innermost) {
    chains.forEach(innermost);
  }
}
