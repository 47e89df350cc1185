// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.source.Tracing;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls within calls of the same function. */
class NestedCallsIT {

  @TempDir private Path directory;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @Test
  void onManyThreadsEveryEntryHasItsReturn() throws Exception {
    ProbedRun run =
        new ProbedRun.Command(directory)
            .probe(
                "qsort",
                "call:libc:qsort base=arg0:u64 size=arg2:u64 /size == "
                    + NestedSortsApplication.ELEMENT_BYTES
                    + "/")
            .types("jftrace.DataLoss")
            .run(NestedSortsApplication.class);
    assertEquals(List.of(), run.of("jftrace.DataLoss"));
    assertEveryCallIsInsideItsOwn(run);
    Map<Long, List<RecordedEvent>> byThread = new HashMap<>();
    run.hits("qsort")
        .forEach(e -> byThread.computeIfAbsent(ProbedRun.tid(e), t -> new ArrayList<>()).add(e));
    assertEquals(NestedSortsApplication.THREADS, byThread.size());
    byThread.values().forEach(NestedCallsIT::assertNested);
    int calls =
        NestedSortsApplication.THREADS
            * NestedSortsApplication.TIMES
            * NestedSortsApplication.DEPTH;
    assertEquals(calls, run.hits("qsort").size());
    assertEquals(calls, run.hitsTotal("qsort"));
    assertEquals(calls, run.callsTotal("qsort"));
    assertEquals(0, run.tornTotal("qsort"));
  }

  private static void assertEveryCallIsInsideItsOwn(ProbedRun run) {
    List<RecordedEvent> own = new ArrayList<>();
    for (int depth = 1; depth <= NestedSortsApplication.DEPTH; depth++) {
      List<RecordedEvent> ofDepth = run.calls(NestedSortsApplication.SORT + depth);
      assertEquals(NestedSortsApplication.THREADS * NestedSortsApplication.TIMES, ofDepth.size());
      own.addAll(ofDepth);
    }
    // Memory that was freed is used again by later ones.
    own.sort(Comparator.comparing(RecordedEvent::getStartTime));
    Brackets brackets = new Brackets(own, "base");
    run.hits("qsort").forEach(brackets::around);
    brackets.assertNoneIsLeft();
  }

  /** Fails unless each call, in the order of their starts, lies within those before that last. */
  private static void assertNested(List<RecordedEvent> ofThread) {
    Deque<RecordedEvent> open = new ArrayDeque<>();
    int deepest = 0;
    for (RecordedEvent call : ofThread) {
      while (!open.isEmpty() && !open.peek().getEndTime().isAfter(call.getStartTime())) {
        open.pop();
      }
      if (!open.isEmpty()) {
        RecordedEvent outer = open.peek();
        assertTrue(ProbedRun.isInside(call, outer), () -> call + " crosses " + outer);
      }
      open.push(call);
      deepest = Math.max(deepest, open.size());
    }
    assertEquals(NestedSortsApplication.DEPTH, deepest);
  }
}
