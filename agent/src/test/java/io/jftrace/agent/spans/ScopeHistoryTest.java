// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.spans.ScopeStack;
import io.jftrace.timeline.spans.SpanAccounts;
import io.jftrace.timeline.spans.SpanScope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScopeHistoryTest {

  private final ScopeStack stack = new SpanAccounts(account -> {}, nanos -> {}).stack();
  private final ScopeHistory history = new ScopeHistory(8192);

  @Test
  void growsAndForgetsWhatIsBeforeTheQuestion() {
    for (int n = 0; n < 100; n++) {
      history.add(n, scope(n));
    }
    assertEquals("n50 50-51, n51 51-52", pieces(50, 52));
    for (int n = 100; n < 200; n++) {
      history.add(n, scope(n));
    }
    assertEquals("n198 198-199, n199 199-300", pieces(198, 300));
    assertEquals("none 150-198, n198 198-199", pieces(150, 199), "197 has been forgotten");
  }

  @Test
  void whatIsBeyondTheBoundIsNotKnown() {
    for (int n = 0; n < 10_000; n++) {
      history.add(n, scope(n));
    }
    assertEquals("none 0-1808, n1808 1808-1809", pieces(0, 1809));
    assertEquals("n9998 9998-9999, n9999 9999-10001", pieces(9998, 10_001));
  }

  private SpanScope scope(int n) {
    stack.moveTo(null, n);
    return stack.moveTo(new SpanRef(SpanThread.TRACE, "n" + n, true), n);
  }

  private String pieces(long fromNanos, long toNanos) {
    List<String> pieces = new ArrayList<>();
    history.pass(
        fromNanos,
        toNanos,
        (scope, from, to) -> {
          String name = scope == null ? "none" : scope.account().span().spanId();
          pieces.add(name + " " + from + "-" + to);
        });
    return String.join(", ", pieces);
  }
}
