// SPDX-License-Identifier: Apache-2.0
package io.jftrace.hook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JftraceSpanEndsTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final long LONG_NANOS = 60_000_000_000L;

  private final AtomicInteger drainsWanted = new AtomicInteger();

  @BeforeEach
  void open() {
    JftraceSpanEnds.open(drainsWanted::incrementAndGet);
  }

  @AfterEach
  void close() {
    JftraceSpanEnds.close();
  }

  @Test
  void passesEndedSpansInOrder() {
    JftraceSpanEnds.ended(TRACE, "00f067aa0ba902b7", 17, 1017);
    JftraceSpanEnds.ended(TRACE, "b7ad6b7169203331", 18, 1018);
    assertArrayEquals(
        new Object[] {TRACE, "00f067aa0ba902b7", 17L, 1017L}, JftraceSpanEnds.pollEnded());
    assertArrayEquals(
        new Object[] {TRACE, "b7ad6b7169203331", 18L, 1018L}, JftraceSpanEnds.pollEnded());
    assertNull(JftraceSpanEnds.pollEnded());
  }

  @Test
  void givesEachAnswerOnce() {
    JftraceSpanEnds.answer(TRACE, "00f067aa0ba902b7", new Object[] {"jftrace.cpu.time", 0.5});
    assertNull(JftraceSpanEnds.take(TRACE, "b7ad6b7169203331"));
    assertArrayEquals(
        new Object[] {"jftrace.cpu.time", 0.5}, JftraceSpanEnds.take(TRACE, "00f067aa0ba902b7"));
    assertNull(JftraceSpanEnds.take(TRACE, "00f067aa0ba902b7"));
  }

  @Test
  void isWantedFromTheFirstWishOn() {
    JftraceSpanEnds.wanted();
    assertTrue(JftraceSpanEnds.isWanted());
  }

  @Test
  void takesNothingAndWaitsForNothingWhenClosed() throws InterruptedException {
    JftraceSpanEnds.answer(TRACE, "00f067aa0ba902b7", new Object[] {"a", 1L});
    long passedNanos = System.nanoTime();
    JftraceSpanEnds.passed(passedNanos);
    JftraceSpanEnds.ended(TRACE, "00f067aa0ba902b7", passedNanos + LONG_NANOS, 0);
    JftraceSpanEnds.close();
    assertFalse(JftraceSpanEnds.isOpen());
    assertTrue(JftraceSpanEnds.await(passedNanos, LONG_NANOS));
    assertFalse(JftraceSpanEnds.await(passedNanos + 1, LONG_NANOS));
    JftraceSpanEnds.ended(TRACE, "b7ad6b7169203331", 18, 0);
    assertNull(JftraceSpanEnds.pollEnded());
    assertArrayEquals(new Object[] {"a", 1L}, JftraceSpanEnds.take(TRACE, "00f067aa0ba902b7"));
    assertEquals(0, drainsWanted.get());
  }

  @Test
  void asksForDrainsUntilTheTimeHasPassed() throws InterruptedException {
    long endNanos = System.nanoTime();
    JftraceSpanEnds.open(
        () -> JftraceSpanEnds.passed(drainsWanted.incrementAndGet() < 3 ? endNanos - 1 : endNanos));
    assertFalse(JftraceSpanEnds.await(endNanos + LONG_NANOS, 1));
    assertTrue(JftraceSpanEnds.await(endNanos, LONG_NANOS));
    assertTrue(JftraceSpanEnds.await(endNanos, 0));
  }

  @Test
  void wakesWhoWaits() throws InterruptedException {
    long endNanos = System.nanoTime() + LONG_NANOS;
    CountDownLatch waits = new CountDownLatch(1);
    JftraceSpanEnds.open(waits::countDown);
    List<Boolean> results = new ArrayList<>();
    Thread waiting = new Thread(() -> results.add(awaited(endNanos)));
    waiting.start();
    waits.await();
    JftraceSpanEnds.passed(endNanos);
    waiting.join();
    assertEquals(List.of(true), results);
  }

  @Test
  void closingWakesWhoWaits() throws InterruptedException {
    CountDownLatch waits = new CountDownLatch(1);
    JftraceSpanEnds.open(waits::countDown);
    List<Boolean> results = new ArrayList<>();
    Thread waiting = new Thread(() -> results.add(awaited(System.nanoTime() + LONG_NANOS)));
    waiting.start();
    waits.await();
    JftraceSpanEnds.close();
    waiting.join();
    assertEquals(List.of(false), results);
  }

  @Test
  void survivesAnAgentThatFails() throws InterruptedException {
    JftraceSpanEnds.open(
        () -> {
          throw new IllegalStateException("of the agent");
        });
    assertFalse(JftraceSpanEnds.await(System.nanoTime() + LONG_NANOS, 1));
  }

  @Test
  void waitsForTheNextDrainIfASpanWasToldOfTooLate() throws InterruptedException {
    long endNanos = System.nanoTime();
    JftraceSpanEnds.passing(endNanos);
    assertNull(JftraceSpanEnds.pollEnded());
    JftraceSpanEnds.ended(TRACE, "00f067aa0ba902b7", endNanos, 0);
    JftraceSpanEnds.passed(endNanos);
    assertFalse(JftraceSpanEnds.await(endNanos, 1));
    assertNotNull(JftraceSpanEnds.pollEnded());
    JftraceSpanEnds.passed(System.nanoTime());
    assertTrue(JftraceSpanEnds.await(endNanos, 1));
  }

  /** However often it is polled. */
  @Test
  void spanThatEndedAfterWhatIsPassedDelaysNobody() throws InterruptedException {
    long reachedNanos = System.nanoTime();
    JftraceSpanEnds.passing(reachedNanos);
    assertNull(JftraceSpanEnds.pollEnded());
    JftraceSpanEnds.ended(TRACE, "00f067aa0ba902b7", reachedNanos + 1, 0);
    assertNotNull(JftraceSpanEnds.pollEnded());
    JftraceSpanEnds.ended(TRACE, "b7ad6b7169203331", reachedNanos + 2, 0);
    JftraceSpanEnds.passed(reachedNanos);
    assertTrue(JftraceSpanEnds.await(reachedNanos, 0));
  }

  @Test
  void ignoresSpansWithoutIds() {
    JftraceSpanEnds.ended(null, "00f067aa0ba902b7", 1, 0);
    JftraceSpanEnds.ended(TRACE, null, 1, 0);
    assertNull(JftraceSpanEnds.pollEnded());
    assertNull(JftraceSpanEnds.take(null, null));
  }

  @Test
  void dropsTheOldestSpansBeyondTheBound() {
    long dropped = JftraceSpanEnds.dropped();
    for (int i = 0; i < JftraceSpanEnds.MAX_ENDED + 5; i++) {
      JftraceSpanEnds.ended(TRACE, spanId(i), i, 0);
    }
    assertEquals(5, JftraceSpanEnds.dropped() - dropped);
    assertArrayEquals(new Object[] {TRACE, spanId(5), 5L, 0L}, JftraceSpanEnds.pollEnded());
    assertEquals(JftraceSpanEnds.MAX_ENDED - 1, drain().size());
  }

  @Test
  void dropsTheOldestAnswersBeyondTheBound() {
    long dropped = JftraceSpanEnds.dropped();
    for (int i = 0; i < JftraceSpanEnds.MAX_ANSWERS + 5; i++) {
      JftraceSpanEnds.answer(TRACE, spanId(i), new Object[] {"i", (long) i});
    }
    assertEquals(5, JftraceSpanEnds.dropped() - dropped);
    assertNull(JftraceSpanEnds.take(TRACE, spanId(4)));
    for (int i = 5; i < JftraceSpanEnds.MAX_ANSWERS + 5; i++) {
      assertArrayEquals(new Object[] {"i", (long) i}, JftraceSpanEnds.take(TRACE, spanId(i)));
    }
  }

  @Test
  void everySpanOfManyThreadsIsAnsweredWhenItsTimeHasPassed() throws InterruptedException {
    List<Thread> applications = new ArrayList<>();
    AtomicInteger answered = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      String traceId = TRACE.substring(1) + i;
      applications.add(new Thread(() -> endAndTake(traceId, 200, answered)));
    }
    Thread agent = new Thread(JftraceSpanEndsTest::answerUntilInterrupted);
    agent.start();
    for (Thread application : applications) {
      application.start();
    }
    for (Thread application : applications) {
      application.join();
    }
    agent.interrupt();
    agent.join();
    assertEquals(1600, answered.get());
  }

  private static void endAndTake(String traceId, int spans, AtomicInteger answered) {
    for (int i = 0; i < spans; i++) {
      long endNanos = System.nanoTime();
      JftraceSpanEnds.ended(traceId, spanId(i), endNanos, 0);
      if (awaited(endNanos) && JftraceSpanEnds.take(traceId, spanId(i)) != null) {
        answered.incrementAndGet();
      }
    }
  }

  /** As the agent does at each drain. */
  private static void answerUntilInterrupted() {
    while (!Thread.currentThread().isInterrupted()) {
      long untilNanos = System.nanoTime();
      JftraceSpanEnds.passing(untilNanos);
      for (Object[] span : drain()) {
        JftraceSpanEnds.answer((String) span[0], (String) span[1], new Object[0]);
      }
      JftraceSpanEnds.passed(untilNanos);
    }
  }

  private static List<Object[]> drain() {
    List<Object[]> spans = new ArrayList<>();
    for (Object[] span = JftraceSpanEnds.pollEnded();
        span != null;
        span = JftraceSpanEnds.pollEnded()) {
      spans.add(span);
    }
    return spans;
  }

  private static boolean awaited(long nanoTime) {
    try {
      return JftraceSpanEnds.await(nanoTime, LONG_NANOS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String spanId(int number) {
    return String.format("%016x", number);
  }
}
