// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.hook.JftraceSpanLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When spans were active, from a log that a thread writes. */
final class SpanActivationsTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String OTHER_TRACE = "1af7651916cd43dd8448eb211c80319c";

  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final BlockingQueue<JftraceSpanLog> logs = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();
  private Thread writer;
  private boolean ended;
  private SpanActivations activations;

  /** The thread's log begins with a moment without a span. */
  @BeforeEach
  void start() throws InterruptedException {
    writer = new Thread(this::runAll);
    writer.start();
    write(
        () -> {
          JftraceSpanLog.span(TRACE, id(99), true, 0, null, 0);
          JftraceSpanLog.none(1);
          for (JftraceSpanLog log = JftraceSpanLog.pollStarted();
              log != null;
              log = JftraceSpanLog.pollStarted()) {
            if (Thread.currentThread().equals(log.owner())) {
              logs.add(log);
            }
          }
        });
    activations = new SpanActivations(logs.remove());
    read(1_000_000);
    seen.clear();
  }

  private void runAll() {
    try {
      while (!ended) {
        work.take().run();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    work.add(() -> ended = true);
    writer.join();
  }

  /** On the writer's thread. */
  private void write(Runnable entries) throws InterruptedException {
    BlockingQueue<Boolean> done = new LinkedBlockingQueue<>();
    work.add(
        () -> {
          entries.run();
          done.add(true);
        });
    assertTrue(done.poll(20, TimeUnit.SECONDS));
  }

  private static String id(int number) {
    return "%016x".formatted(number);
  }

  private static void span(int number, long timeNanos) {
    JftraceSpanLog.span(TRACE, id(number), true, 0, null, timeNanos);
  }

  private List<String> read(long sinceNanos) {
    activations.forEachEnded(
        sinceNanos,
        (span, start, end) ->
            seen.add(Integer.parseInt(span.spanId(), 16) + ": " + start + " to " + end));
    return seen;
  }

  @Test
  void eachActivationIsToldOnceWhenItHasEnded() throws InterruptedException {
    write(() -> span(1, 10));
    assertEquals(List.of(), read(0));
    write(
        () -> {
          JftraceSpanLog.none(20);
          span(1, 30);
          JftraceSpanLog.none(40);
        });
    assertEquals(List.of("1: 10 to 20", "1: 30 to 40"), read(0));
    assertEquals(2, read(0).size());
  }

  @Test
  void aSpanIsActiveAlsoWhileOneOfItsTraceIsInside() throws InterruptedException {
    write(
        () -> {
          span(1, 10);
          span(2, 20);
          span(3, 30);
          span(2, 40);
          span(1, 50);
          JftraceSpanLog.none(60);
        });
    assertEquals(List.of("3: 30 to 40", "2: 20 to 50", "1: 10 to 60"), read(0));
  }

  @Test
  void aSpanOfAnotherTraceEndsAll() throws InterruptedException {
    write(
        () -> {
          span(1, 10);
          span(2, 20);
          JftraceSpanLog.span(OTHER_TRACE, id(3), true, 0, null, 30);
          span(1, 40);
          JftraceSpanLog.none(50);
        });
    assertEquals(List.of("2: 20 to 30", "1: 10 to 30", "3: 30 to 40", "1: 40 to 50"), read(0));
  }

  @Test
  void spansThatAreNotSampledAreLeftOut() throws InterruptedException {
    write(
        () -> {
          span(1, 10);
          JftraceSpanLog.span(TRACE, id(2), false, 0, null, 20);
          span(1, 30);
          JftraceSpanLog.span(OTHER_TRACE, id(3), false, 0, null, 40);
          JftraceSpanLog.none(50);
        });
    assertEquals(List.of("1: 10 to 40"), read(0));
  }

  @Test
  void whatEndedBeforeIsLeftOut() throws InterruptedException {
    write(
        () -> {
          span(1, 10);
          JftraceSpanLog.none(20);
          span(2, 30);
          JftraceSpanLog.none(40);
        });
    assertEquals(List.of("2: 30 to 40"), read(21));
  }

  @Test
  void whereTheBeginningWasOverwrittenNothingIsGuessed() throws InterruptedException {
    int changes = 2 * JftraceSpanLog.CAPACITY;
    write(
        () -> {
          span(1, 10);
          for (int i = 0; i < changes; i++) {
            span(2 + i % 2, 20 + i);
          }
          span(1, 20 + changes);
          JftraceSpanLog.none(21 + changes);
          span(4, 30 + changes);
          JftraceSpanLog.none(40 + changes);
        });
    assertEquals(List.of("4: %d to %d".formatted(30 + changes, 40 + changes)), read(0));
  }

  @Test
  void whatIsNeverClosedBeginsAnew() throws InterruptedException {
    write(
        () -> {
          for (int i = 0; i <= SpanActivations.MAX_DEPTH; i++) {
            span(i + 1, 10 + i);
          }
          JftraceSpanLog.none(1000);
        });
    assertEquals(SpanActivations.MAX_DEPTH + 1, read(0).size());
    assertEquals("1: 10 to 74", seen.get(SpanActivations.MAX_DEPTH - 1));
    assertEquals("65: 74 to 1000", seen.get(SpanActivations.MAX_DEPTH));
  }
}
