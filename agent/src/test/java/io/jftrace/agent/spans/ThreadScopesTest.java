// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.mounts.MountLogReader;
import io.jftrace.hook.JftraceSpanLog;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.spans.SpanAccounts;
import io.jftrace.timeline.spans.SpanScope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ThreadScopesTest {

  private static final String SPAN = "b7ad6b7169203331";
  private static final String CHILD = "00f067aa0ba902b7";
  private static final String OTHER = "53995c3f42cd8ad8";

  private final SpanLogReader reader =
      new SpanLogReader(new MountLogReader(false), new BypassWarning(null, line -> {}));
  private final SpanAccounts accounts = new SpanAccounts(account -> {}, untilNanos -> {});
  private final TornSpans torn = new TornSpans();
  private SpanThread thread;

  @BeforeEach
  void start() throws Exception {
    thread = new SpanThread();
  }

  @AfterEach
  void end() {
    thread.close();
  }

  @Test
  void tellsWhatWasActiveWithoutGaps() throws Exception {
    reader.account(accounts, torn, 0);
    thread.span(SPAN, 100);
    thread.span(CHILD, 200);
    thread.span(SPAN, 300);
    thread.none(400);
    assertEquals(
        List.of(
            "none 50-100",
            SPAN + " 100-200",
            CHILD + " in " + SPAN + " 200-300",
            SPAN + " 300-400",
            "none 400-450"),
        pieces(50, 450));
    assertEquals(List.of("none 420-450"), pieces(420, 450), "asked again");
  }

  @Test
  void tellsTheSameOfPartsOfATime() throws Exception {
    reader.account(accounts, torn, 0);
    thread.span(SPAN, 100);
    thread.span(CHILD, 200);
    assertEquals(List.of(SPAN + " 110-150"), pieces(110, 150));
    assertEquals(List.of(SPAN + " 150-200"), pieces(150, 200));
    assertEquals(List.of(CHILD + " in " + SPAN + " 200-230"), pieces(200, 230));
    assertEquals(List.of(CHILD + " in " + SPAN + " 220-250"), pieces(220, 250));
  }

  @Test
  void knowsNothingOfThreadsWithoutSpans() {
    reader.account(accounts, torn, 0);
    assertEquals(List.of(), pieces(0, 100));
  }

  @Test
  void takesTransitionsWhenTheyAreAskedFor() throws Exception {
    reader.account(accounts, torn, 0);
    long spanNanos = System.nanoTime();
    thread.span(SPAN, spanNanos);
    assertEquals(List.of(SPAN + " 0-1"), pieces(spanNanos, spanNanos, spanNanos + 1));
    long childNanos = System.nanoTime();
    thread.span(CHILD, childNanos);
    assertEquals(
        List.of(CHILD + " in " + SPAN + " 0-1"), pieces(childNanos, childNanos, childNanos + 1));
  }

  @Test
  void spansOfALogWhoseBeginningIsGoneAreTorn() throws Exception {
    overwrite(0);
    thread.span(SPAN, 3100);
    reader.account(accounts, torn, 0);
    thread.span(CHILD, 3200);
    thread.span(SPAN, 3300);
    thread.none(3400);
    thread.span(OTHER, 3500);
    assertEquals(List.of("none 0-2", "none 2-3500", OTHER + " 3500-3600"), pieces(0, 3600));
    assertTrue(isTorn(SPAN));
    assertTrue(isTorn(CHILD));
    assertFalse(isTorn(OTHER));
  }

  @Test
  void goesBackToTheLastTimeWithoutASpan() throws Exception {
    thread.span(OTHER, 100);
    thread.none(200);
    thread.span(SPAN, 300);
    reader.account(accounts, torn, 200);
    assertEquals(List.of("none 0-200", "none 200-300", SPAN + " 300-400"), pieces(0, 400));
    assertFalse(isTorn(SPAN));
  }

  @Test
  void goesBackToATimeWithoutASpanBeforeTheOneThatIsWanted() throws Exception {
    thread.span(CHILD, 20);
    thread.none(50);
    thread.span(OTHER, 100);
    thread.none(200);
    thread.span(SPAN, 300);
    thread.none(400);
    reader.account(accounts, torn, 199);
    assertEquals(
        List.of(
            "none 0-50",
            "none 50-100",
            OTHER + " 100-200",
            "none 200-300",
            SPAN + " 300-400",
            "none 400-500"),
        pieces(0, 500));
    assertFalse(isTorn(OTHER));
  }

  @Test
  void whatWasOverwrittenIsNobodysAndTearsTheSpansAroundIt() throws Exception {
    reader.account(accounts, torn, 0);
    thread.span(SPAN, 100);
    assertEquals(List.of(SPAN + " 100-200"), pieces(100, 200));
    overwrite(1000);
    thread.none(9000);
    thread.span(OTHER, 9100);
    reader.catchUp();
    assertEquals(
        List.of(SPAN + " 150-200", "none 200-9100", OTHER + " 9100-9200"), pieces(150, 9200));
    assertTrue(isTorn(SPAN));
    assertTrue(isTorn(SpanThread.id(JftraceSpanLog.CAPACITY - 1)));
    assertFalse(isTorn(OTHER));
  }

  @Test
  void aLogThatLapsTheReaderNeverGivesAWrongScope() throws Exception {
    reader.account(accounts, torn, 0);
    AtomicLong time = new AtomicLong();
    AtomicBoolean done = new AtomicBoolean();
    Thread writer = new Thread(() -> writeUntil(done, time));
    writer.start();
    AtomicLong known = new AtomicLong();
    long fromNanos = 0;
    for (int i = 0; i < 5_000 || known.get() == 0; i++) {
      reader.catchUp();
      long toNanos = time.get();
      reader.forEachScope(
          writer, fromNanos, toNanos, (scope, from, to) -> check(scope, from, known));
      fromNanos = toNanos;
    }
    done.set(true);
    writer.join();
    assertTrue(known.get() > 0);
  }

  private void overwrite(long timeNanos) throws Exception {
    thread.run(
        () -> {
          for (int n = 0; n < JftraceSpanLog.CAPACITY; n++) {
            JftraceSpanLog.span(SpanThread.TRACE, SpanThread.id(n), true, 0, null, timeNanos + n);
          }
        });
  }

  private static void check(SpanScope scope, long fromNanos, AtomicLong known) {
    if (scope != null) {
      assertEquals(SpanThread.id(fromNanos), scope.account().span().spanId());
      known.incrementAndGet();
    }
  }

  /** The span of time n has the id of n, and each 16th is none. */
  private static void writeUntil(AtomicBoolean done, AtomicLong time) {
    for (long n = 1; !done.get(); n++) {
      if (n % 16 == 0) {
        JftraceSpanLog.none(n);
      } else {
        JftraceSpanLog.span(SpanThread.TRACE, SpanThread.id(n), true, 0, null, n);
      }
      time.lazySet(n);
    }
  }

  private boolean isTorn(String spanId) {
    return torn.remove(new SpanRef(SpanThread.TRACE, spanId, true));
  }

  private List<String> pieces(long fromNanos, long toNanos) {
    return pieces(0, fromNanos, toNanos);
  }

  private List<String> pieces(long baseNanos, long fromNanos, long toNanos) {
    List<String> pieces = new ArrayList<>();
    reader.forEachScope(
        thread.thread(),
        fromNanos,
        toNanos,
        (scope, from, to) ->
            pieces.add(names(scope) + " " + (from - baseNanos) + "-" + (to - baseNanos)));
    return pieces;
  }

  private static String names(SpanScope scope) {
    if (scope == null) {
      return "none";
    }
    String name = scope.account().span().spanId();
    return scope.outer() == null ? name : name + " in " + names(scope.outer());
  }
}
