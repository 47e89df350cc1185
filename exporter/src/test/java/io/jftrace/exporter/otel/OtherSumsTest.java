// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.exporter.TestTimeline;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OtherSumsTest {

  private static final long SECOND = 1_000_000_000;
  private static final OtherKind LOCK = OtherKind.waits("lock");
  private static final OtherKind FSYNC = OtherKind.calls("fsync");

  private final List<ChildSpan> passed = new ArrayList<>();
  private final OtherSums sums = new OtherSums(passed::add);
  private final TestTimeline threads =
      new TestTimeline(new TimelineSink() {}).thread(7, "worker-7").thread(8, "worker-8");

  private static SpanRef span(int number) {
    return new SpanRef("a".repeat(32), "%016x".formatted(number), true);
  }

  private TracedThread thread(int tid) {
    return threads.events().thread(tid);
  }

  private void add(int parent, OtherKind kind, long startNanos, long endNanos, int tid) {
    SpanRef span = span(parent);
    sums.of(span, ParentId.of(span), kind, endNanos)
        .add(startNanos, endNanos, endNanos - startNanos, thread(tid));
  }

  private OtherSpan only() {
    assertEquals(1, passed.size(), passed::toString);
    return (OtherSpan) passed.remove(0);
  }

  @Test
  void aSumReachesFromTheFirstsStartToTheLastsEnd() {
    add(1, LOCK, 100, 130, 7);
    add(1, LOCK, 120, 125, 8);
    add(1, LOCK, 90, 91, 7);
    sums.passAll();
    assertEquals(new OtherSpan(span(1), 90, 130, LOCK, 3, 36, 30, 0, "", -1), only());
  }

  @Test
  void theThreadIsToldIfItIsTheSameForAll() {
    add(1, FSYNC, 100, 130, 7);
    add(1, FSYNC, 140, 150, 7);
    sums.passAll();
    assertEquals(new OtherSpan(span(1), 100, 150, FSYNC, 2, 40, 30, 0, "worker-7", 7), only());
  }

  @Test
  void eachKindHasItsOwn() {
    add(1, LOCK, 0, 1, 7);
    add(1, OtherKind.waits("fsync"), 0, 2, 7);
    add(1, FSYNC, 0, 3, 7);
    sums.passAll();
    assertEquals(
        List.of("other calls 3", "other waits 1", "other waits 2"),
        passed.stream()
            .map(span -> span.name() + " " + ((OtherSpan) span).totalNanos())
            .sorted()
            .toList());
  }

  @Test
  void quietParentsArePassedOn() {
    add(1, LOCK, 0, SECOND, 7);
    add(2, LOCK, 0, 2 * SECOND, 7);
    sums.seen(ParentId.of(span(1)), 2 * SECOND + 1);
    sums.passQuiet(4 * SECOND - 1);
    assertEquals(List.of(), passed);
    sums.passQuiet(4 * SECOND);
    assertEquals(span(2), only().parent());
    sums.passQuiet(4 * SECOND + 1);
    assertEquals(span(1), only().parent());
    add(1, LOCK, 5 * SECOND, 6 * SECOND, 7);
    sums.passQuiet(8 * SECOND);
    assertEquals(1, only().count(), "what was passed on is not told again");
  }

  @Test
  void endedParentsArePassedOnAtOnce() {
    add(1, LOCK, 0, 1, 7);
    add(2, LOCK, 0, 1, 7);
    sums.pass(ParentId.of(span(2)));
    assertEquals(span(2), only().parent());
    sums.pass(ParentId.of(span(2)));
    sums.pass(ParentId.of(span(3)));
    assertEquals(List.of(), passed);
  }

  @Test
  void whatIsKeptIsBoundedAndNothingIsLost() {
    int parents = 3 * OtherSums.MAX_SUMS;
    for (int i = 0; i < parents; i++) {
      add(i, LOCK, i, i + 1L, 7);
      add(i, FSYNC, i, i + 1L, 7);
      assertTrue(sums.size() <= OtherSums.MAX_SUMS);
    }
    assertEquals(span(0), passed.get(0).parent(), "the one that was quiet for longest");
    sums.passAll();
    assertEquals(0, sums.size());
    assertEquals(2 * parents, passed.size());
    assertEquals(passed.size(), passed.stream().distinct().count());
  }
}
