// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.jftrace.timeline.JavaThreads;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.WaitReason;
import io.jftrace.timeline.scheduler.ThreadStates;
import io.jftrace.timeline.waits.WaitAnswer;
import io.jftrace.timeline.waits.WaitLookups;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanAccountingTest {

  private static final int A = 1;
  private static final int B = 2;
  private static final SpanRef OUTER = new SpanRef("t", "outer", true);
  private static final SpanRef INNER = new SpanRef("t", "inner", true);

  private final ScopeHistories spans = new ScopeHistories();
  private final Timeline timeline =
      new Timeline(
          new TimelineSink() {},
          JavaThreads.UNKNOWN,
          tid -> "",
          spans,
          () -> 0,
          new WaitLookups() {},
          0);
  private final ThreadStates states = new ThreadStates(timeline);
  private final List<String> finished = new ArrayList<>();
  private final SpanAccounts accounts =
      new SpanAccounts(
          account -> finished.add(account.span().spanId() + " " + SpanOracle.text(account)),
          untilNanos -> {});
  private final ScopeStack stackA = accounts.stack();
  private final ScopeStack stackB = accounts.stack();

  /** A has a CPU since 100, B since 200. */
  private void begin() {
    timeline.accountSpans(accounts);
    states.found(100, A, 'R');
    states.found(100, B, 'R');
    states.switched(100, 0, 0, 'R', A);
    states.switched(200, 1, 0, 'R', B);
  }

  private void moveA(long timeNanos, SpanRef span) {
    spans.add(A, timeNanos, stackA.moveTo(span, timeNanos));
  }

  private void moveB(long timeNanos, SpanRef span) {
    spans.add(B, timeNanos, stackB.moveTo(span, timeNanos));
  }

  private void end(SpanRef span, long timeNanos) {
    accounts.ended(span.traceId(), span.spanId(), timeNanos);
  }

  private void outForLock(long timeNanos, int tid) {
    states.switched(timeNanos, 0, tid, 'S', 0);
    timeline.answered(
        tid, new WaitAnswer(timeNanos, timeNanos, WaitReason.LOCK, "", "", "", "", ""));
  }

  private void complete(long untilNanos, String... expected) {
    finished.clear();
    states.complete(untilNanos);
    assertEquals(List.of(expected), finished);
  }

  @Test
  void timeIsThatOfTheSpanAndOfThoseAroundIt() {
    begin();
    moveA(1000, OUTER);
    moveA(1100, INNER);
    outForLock(1200, A);
    states.waking(1500, A, B);
    states.switched(1530, 0, 0, 'R', A);
    states.switched(1600, 0, A, 'R', 99);
    states.switched(1605, 0, 99, 'R', A);
    moveA(1700, OUTER);
    end(INNER, 1710);
    moveA(2000, null);
    end(OUTER, 2010);
    complete(
        3000,
        "inner {cpu=265, lock=300, locks=1, on-queue=35, on-queues=2, threads=1, total=600}",
        "outer {cpu=665, lock=300, locks=1, on-queue=35, on-queues=2, threads=1, total=1000}");
  }

  @Test
  void waitThatGoesOnIsChargedToThoseThatEndedOnly() {
    begin();
    moveA(1000, OUTER);
    moveA(1100, INNER);
    outForLock(1200, A);
    end(INNER, 1250);
    complete(1300, "inner {cpu=100, sleeping=50, sleepings=1, threads=1, total=150}");
    complete(1400);
    states.waking(1500, A, B);
    states.switched(1530, 0, 0, 'R', A);
    end(OUTER, 1600);
    complete(
        3000, "outer {cpu=270, lock=300, locks=1, on-queue=30, on-queues=1, threads=1, total=600}");
  }

  @Test
  void threadThatWaitsForItsCpuIsNotCharged() {
    begin();
    moveA(1000, OUTER);
    outForLock(1200, A);
    states.waking(1500, A, B);
    end(OUTER, 1700);
    complete(
        2000,
        "outer {cpu=200, on-queue=200, on-queues=1, sleeping=300, sleepings=1, threads=1,"
            + " total=700}");
  }

  /** Some kernels do not record that an idle CPU takes up a thread. */
  @Test
  void threadWhoseSpanChangesAfterItsWakeUpHasCpu() {
    begin();
    moveA(1000, OUTER);
    outForLock(1200, A);
    states.waking(1500, A, B);
    moveA(1690, null);
    end(OUTER, 1700);
    complete(2000, "outer {cpu=390, sleeping=300, sleepings=1, threads=1, total=690}");
  }

  @Test
  void partialDrainsFinishNothing() {
    begin();
    moveA(1000, OUTER);
    end(OUTER, 1500);
    states.completeButTimes(2000);
    assertEquals(List.of(), finished);
    complete(2100, "outer {cpu=500, threads=1, total=500}");
  }

  @Test
  void whatIsAfterAnEndThatIsToldLateIsTakenBack() {
    begin();
    moveA(1000, OUTER);
    outForLock(1200, A);
    states.waking(1500, A, B);
    states.switched(1530, 0, 0, 'R', A);
    moveB(1300, OUTER);
    moveB(1550, null);
    complete(2000);
    end(OUTER, 1250);
    complete(2100, "outer {cpu=200, lock=50, locks=1, threads=1, total=250}");
  }

  @Test
  void spansOfSeveralThreadsHaveTheSumOfTheirTimes() {
    begin();
    moveA(1000, OUTER);
    moveB(1100, OUTER);
    moveB(1300, null);
    moveB(1400, OUTER);
    end(OUTER, 1500);
    complete(2000, "outer {cpu=800, threads=2, total=800}");
  }

  @Test
  void lossIsNotKnown() {
    begin();
    moveA(1000, OUTER);
    moveB(1000, INNER);
    states.switched(1100, 0, B, 'D', 0);
    states.lossBegan(1200, 0);
    states.lossEnded(1300, 0, 1);
    states.switched(1400, 0, 0, 'R', A);
    end(OUTER, 2000);
    end(INNER, 2000);
    complete(
        2500,
        "outer {cpu=800, threads=1, total=1000, unknown=200}",
        "inner {cpu=100, threads=1, total=1000, uninterruptible=100, uninterruptibles=1,"
            + " unknown=800}");
  }

  @Test
  void threadThatEndsHadItsCpuUntilThen() {
    begin();
    moveA(1000, OUTER);
    states.exiting(1100, A);
    states.switched(1200, 0, A, 'X', 0);
    assertEquals(List.of(A + " at 1200"), spans.ended);
    stackA.close(1200);
    end(OUTER, 1500);
    complete(2000, "outer {cpu=200, threads=1, total=200}");
  }

  @Test
  void firstRunOfThreadBeginsInTheRunQueue() {
    begin();
    states.created(1000, A, 3, "c", true);
    states.wokenNew(1100, 3);
    spans.add(3, 1000, stackB.moveTo(OUTER, 1000));
    states.switched(1150, 0, 0, 'R', 3);
    end(OUTER, 1300);
    complete(2000, "outer {cpu=150, on-queue=50, on-queues=1, threads=1, total=300, unknown=100}");
  }

  @Test
  void whatWasBeforeTracingIsNotKnown() {
    moveA(50, OUTER);
    begin();
    end(OUTER, 300);
    complete(1000, "outer {cpu=200, threads=1, total=250, unknown=50}");
  }

  @Test
  void nothingIsAskedWhileNobodyWantsToKnow() {
    states.found(100, A, 'R');
    states.switched(100, 0, 0, 'R', A);
    outForLock(1200, A);
    states.waking(1500, A, B);
    states.switched(1530, 0, 0, 'R', A);
    states.lossBegan(1600, 0);
    states.complete(1700);
    assertEquals(0, spans.questions);
  }

  @Test
  void eventsAllocateNothing() {
    SpanScope outer = stackA.moveTo(OUTER, 0);
    SpanScope inner = stackA.moveTo(INNER, 0);
    Timeline counted =
        new Timeline(
            new TimelineSink() {}, JavaThreads.UNKNOWN, tid -> "", new Always(inner), () -> 0);
    counted.accountSpans(accounts);
    ThreadStates events = new ThreadStates(counted);
    events.found(1, A, 'R');
    waits(events, 0);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    waits(events, 1_000_000);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes < 10_000, bytes + " bytes");
    assertEquals(4000, outer.account().waitCount(WaitReason.SLEEPING));
    assertEquals(4000, inner.account().runQueueCount());
  }

  private static void waits(ThreadStates events, long fromNanos) {
    for (int i = 0; i < 2000; i++) {
      long time = fromNanos + 100L * i;
      events.switched(time + 10, 0, A, 'S', 0);
      events.waking(time + 20, A, 0);
      events.switched(time + 30, 0, 0, 'R', A);
    }
  }

  /** One scope is the innermost all the time. */
  private record Always(SpanScope scope) implements SpanSource {
    @Override
    public SpanRef activeAt(TracedThread thread, long timeNanos) {
      return null;
    }

    @Override
    public void forEachScope(TracedThread thread, long fromNanos, long toNanos, ScopeSink sink) {
      sink.piece(scope, fromNanos, toNanos);
    }
  }
}
