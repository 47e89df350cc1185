// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.mounts.MountLogReader;
import io.jftrace.hook.JftraceSpanEnds;
import io.jftrace.hook.JftraceSpanLog;
import io.jftrace.timeline.SinkFanOut;
import io.jftrace.timeline.SpanEndSink;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BreakdownAnswersTest {

  private static final int TID = 17;
  private static final String SPAN = "b7ad6b7169203331";

  private final SpanLogReader reader =
      new SpanLogReader(new MountLogReader(false), new BypassWarning(null, line -> {}));
  private final BreakdownAnswers breakdowns = new BreakdownAnswers(reader);
  private SpanThread thread;
  private Timeline timeline;
  private final List<String> told = new ArrayList<>();

  /** Of the beginning, so that nothing has been passed yet. */
  private long baseNanos;

  @BeforeEach
  void start() throws Exception {
    thread = new SpanThread();
    timeline =
        new Timeline(
            new SinkFanOut(),
            found -> found.thread(TID, thread.thread(), 1),
            tid -> "comm",
            reader,
            () -> 0);
    breakdowns.open(timeline, () -> {}, new Told());
    JftraceSpanEnds.wanted();
    baseNanos = System.nanoTime();
    timeline.threadStarted(baseNanos, TID, "comm");
    timeline.queued(TID, baseNanos, baseNanos + 10);
  }

  @AfterEach
  void end() {
    breakdowns.close();
    thread.close();
  }

  @Test
  void answersASpanWhenTheTimelineHasPassedItsEnd() throws Exception {
    breakdowns.beforeDrain();
    timeline.runs(baseNanos + 50, TID);
    thread.span(SPAN, baseNanos + 100);
    JftraceSpanEnds.ended(SpanThread.TRACE, SPAN, baseNanos + 250, 250);
    drainUntil(200);
    assertFalse(JftraceSpanEnds.await(baseNanos + 250, 0));
    assertNull(JftraceSpanEnds.take(SpanThread.TRACE, SPAN));
    assertEquals(List.of("ended 250", "ends passed"), told);
    told.clear();
    thread.none(baseNanos + 260);
    drainUntil(60_000_000_000L);
    assertEquals(List.of("ends passed", "finished " + SPAN), told);
    assertTrue(JftraceSpanEnds.await(baseNanos + 250, 0));
    assertArrayEquals(
        new Object[] {
          "jftrace.cpu.time", 150e-9,
          "jftrace.runqueue.time", 0.0,
          "jftrace.runqueue.count", 0L,
          "jftrace.thread.time", 150e-9,
          "jftrace.thread.count", 1L
        },
        JftraceSpanEnds.take(SpanThread.TRACE, SPAN));
    assertEquals(1, breakdowns.answered());
    assertEquals(0, breakdowns.torn());
  }

  @Test
  void timeBeforeItBeganIsNotKnown() throws Exception {
    thread.span(SPAN, baseNanos + 100);
    breakdowns.beforeDrain();
    timeline.runs(baseNanos + 300, TID);
    JftraceSpanEnds.ended(SpanThread.TRACE, SPAN, baseNanos + 400, 400);
    drainUntil(60_000_000_000L);
    assertArrayEquals(
        new Object[] {
          "jftrace.cpu.time", 100e-9,
          "jftrace.runqueue.time", 0.0,
          "jftrace.runqueue.count", 0L,
          "jftrace.unknown.time", 200e-9,
          "jftrace.thread.time", 300e-9,
          "jftrace.thread.count", 1L
        },
        JftraceSpanEnds.take(SpanThread.TRACE, SPAN));
  }

  @Test
  void scopeThatIsLeftOpenEndsWithItsThread() throws Exception {
    breakdowns.beforeDrain();
    timeline.runs(baseNanos + 50, TID);
    thread.span(SPAN, baseNanos + 100);
    timeline.runs(baseNanos + 300, TID);
    timeline.threadEnded(baseNanos + 300, TID);
    JftraceSpanEnds.ended(SpanThread.TRACE, SPAN, baseNanos + 1000, 1000);
    timeline.timesComplete(baseNanos + 60_000_000_000L);
    assertArrayEquals(
        new Object[] {
          "jftrace.cpu.time", 200e-9,
          "jftrace.runqueue.time", 0.0,
          "jftrace.runqueue.count", 0L,
          "jftrace.thread.time", 200e-9,
          "jftrace.thread.count", 1L
        },
        JftraceSpanEnds.take(SpanThread.TRACE, SPAN));
  }

  @Test
  void answersASpanThatEndedBeforeItBegan() throws Exception {
    thread.span(SPAN, baseNanos + 100);
    thread.none(baseNanos + 150);
    JftraceSpanEnds.ended(SpanThread.TRACE, SPAN, baseNanos + 150, 150);
    breakdowns.beforeDrain();
    timeline.offCpu(TID, baseNanos + 120, baseNanos + 140, baseNanos + 140, -1, 'D', 0, 0);
    drainUntil(60_000_000_000L);
    assertArrayEquals(
        new Object[] {
          "jftrace.cpu.time", 10e-9,
          "jftrace.runqueue.time", 0.0,
          "jftrace.runqueue.count", 0L,
          "jftrace.wait.uninterruptible.time", 20e-9,
          "jftrace.wait.uninterruptible.count", 1L,
          "jftrace.unknown.time", 20e-9,
          "jftrace.thread.time", 50e-9,
          "jftrace.thread.count", 1L
        },
        JftraceSpanEnds.take(SpanThread.TRACE, SPAN));
  }

  @Test
  void saysNothingOfASpanThatEndedBeforeTheLastDrainWithoutAccounts() throws Exception {
    BreakdownAnswers late = new BreakdownAnswers(reader);
    thread.span(SPAN, baseNanos + 100);
    thread.none(baseNanos + 150);
    JftraceSpanEnds.ended(SpanThread.TRACE, SPAN, baseNanos + 150, 150);
    // Opened only now: whatever was before has been read.
    late.open(timeline, () -> {}, new Told());
    late.beforeDrain();
    timeline.timesComplete(baseNanos + 60_000_000_000L);
    late.afterDrain();
    assertNull(JftraceSpanEnds.take(SpanThread.TRACE, SPAN));
    assertEquals(0, late.answered());
  }

  @Test
  void doesNotAnswerASpanThatWasTornApart() throws Exception {
    breakdowns.beforeDrain();
    thread.span(SPAN, baseNanos + 100);
    drainUntil(200);
    thread.run(
        () -> {
          for (int n = 0; n < JftraceSpanLog.CAPACITY; n++) {
            JftraceSpanLog.span(
                SpanThread.TRACE, SpanThread.id(n), true, 0, null, baseNanos + 300 + n);
          }
        });
    JftraceSpanEnds.ended(SpanThread.TRACE, SPAN, baseNanos + 4000, 4000);
    drainUntil(60_000_000_000L);
    assertTrue(JftraceSpanEnds.await(baseNanos + 4000, 0));
    assertNull(JftraceSpanEnds.take(SpanThread.TRACE, SPAN));
    assertEquals(0, breakdowns.answered());
    assertEquals(1, breakdowns.torn());
  }

  @Test
  void answersNothingOfASpanThatWasActiveNowhere() throws Exception {
    breakdowns.beforeDrain();
    JftraceSpanEnds.ended(SpanThread.TRACE, SPAN, baseNanos + 250, 250);
    drainUntil(60_000_000_000L);
    assertTrue(JftraceSpanEnds.await(baseNanos + 250, 0));
    assertNull(JftraceSpanEnds.take(SpanThread.TRACE, SPAN));
  }

  private final class Told implements SpanEndSink {

    @Override
    public void ended(String traceId, String spanId, long endEpochNanos) {
      assertEquals(SpanThread.TRACE + SPAN, traceId + spanId);
      told.add("ended " + endEpochNanos);
    }

    @Override
    public void endsPassed() {
      told.add("ends passed");
    }

    @Override
    public void finished(SpanRef span) {
      told.add("finished " + span.spanId());
    }
  }

  private void drainUntil(long nanos) {
    breakdowns.beforeDrain();
    timeline.runs(baseNanos + nanos, TID);
    timeline.timesComplete(baseNanos + nanos);
    timeline.complete(baseNanos + nanos);
    breakdowns.afterDrain();
  }
}
