// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.mounts.MountLogReader;
import io.jftrace.hook.JftraceSpanLog;
import io.jftrace.timeline.SpanRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SpanLogReaderTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final String CHILD = "00f067aa0ba902b7";

  private final SpanLogReader reader =
      new SpanLogReader(new MountLogReader(false), new BypassWarning(null, line -> {}));

  @Test
  void tellsTheSpanOfEachTime() throws InterruptedException {
    Thread thread =
        writer(
            () -> {
              JftraceSpanLog.span(TRACE, SPAN, true, 0, null, 100);
              JftraceSpanLog.span(TRACE, CHILD, false, 0, null, 200);
              JftraceSpanLog.span(TRACE, SPAN, true, 0, null, 300);
              JftraceSpanLog.none(400);
            });
    assertNull(reader.activeAt(thread, 99));
    assertEquals(new SpanRef(TRACE, SPAN, true), reader.activeAt(thread, 100));
    assertEquals(new SpanRef(TRACE, SPAN, true), reader.activeAt(thread, 199));
    assertEquals(new SpanRef(TRACE, CHILD, false), reader.activeAt(thread, 200));
    assertEquals(new SpanRef(TRACE, SPAN, true), reader.activeAt(thread, 399));
    assertNull(reader.activeAt(thread, 400));
    assertEquals(new SpanRef(TRACE, CHILD, false), reader.activeAt(thread, 250), "looks back");
    assertNull(reader.activeAt(thread, 0));
    assertEquals(0, reader.missed());
  }

  @Test
  void tellsTheClockAndTheResourceOfEachSpan() throws InterruptedException {
    Map<String, Object> shop = Map.of("service.name", "shop");
    Map<String, Object> bank = Map.of("service.name", "bank");
    Thread thread =
        writer(
            () -> {
              JftraceSpanLog.span(TRACE, SPAN, true, 17, shop, 100);
              JftraceSpanLog.span(TRACE, CHILD, true, 18, bank, 200);
            });
    assertEquals(17, reader.activeAt(thread, 100).clockOffsetNanos());
    assertSame(shop, reader.activeAt(thread, 100).resource());
    assertEquals(18, reader.activeAt(thread, 200).clockOffsetNanos());
    assertSame(bank, reader.activeAt(thread, 200).resource());
  }

  @Test
  void anEntryHasNothingOfThoseThatWereInItsPlace() throws InterruptedException {
    Map<String, Object> shop = Map.of("service.name", "shop");
    long time = JftraceSpanLog.CAPACITY;
    Thread thread =
        writer(
            () -> {
              for (int i = 0; i < time; i++) {
                JftraceSpanLog.span(TRACE, id(i), true, 17, shop, i);
              }
              JftraceSpanLog.span(TRACE, SPAN, false, 0, null, time);
              JftraceSpanLog.none(time + 1);
              JftraceSpanLog.span(TRACE, CHILD, true, 18, shop, time + 2);
            });
    assertEquals(new SpanRef(TRACE, SPAN, false, 0, null), reader.activeAt(thread, time));
    assertNull(reader.activeAt(thread, time + 1));
    assertEquals(new SpanRef(TRACE, CHILD, true, 18, shop), reader.activeAt(thread, time + 2));
  }

  @Test
  void theInvalidSpanIsNone() throws InterruptedException {
    Thread thread =
        writer(
            () -> {
              JftraceSpanLog.span(TRACE, SPAN, true, 0, null, 100);
              JftraceSpanLog.span("0".repeat(32), "0".repeat(16), false, 0, null, 200);
            });
    assertNull(reader.activeAt(thread, 250));
  }

  @Test
  void anotherContextWithTheSameSpanTakesNoEntry() throws InterruptedException {
    Thread thread =
        writer(
            () -> {
              JftraceSpanLog.span(TRACE, SPAN, true, 0, null, 1);
              for (int i = 0; i < 2 * JftraceSpanLog.CAPACITY; i++) {
                JftraceSpanLog.span(TRACE, SPAN, true, 0, null, 2 + i);
              }
            });
    assertEquals(new SpanRef(TRACE, SPAN, true), reader.activeAt(thread, 1));
  }

  @Test
  void overwrittenEntriesAreMissedAndNotGuessed() throws InterruptedException {
    int entries = 3 * JftraceSpanLog.CAPACITY;
    Thread thread = writer(() -> writeNumbered(0, entries));
    int oldest = entries - JftraceSpanLog.CAPACITY + 1;
    assertNull(reader.activeAt(thread, oldest - 1));
    assertEquals(1, reader.missed());
    assertEquals(id(oldest), reader.activeAt(thread, oldest).spanId());
    assertEquals(id(entries - 1), reader.activeAt(thread, Long.MAX_VALUE / 2).spanId());
    assertEquals(1, reader.missed());
  }

  @Test
  void aQuestionAboutLongAgoSpoilsNoLaterOnes() throws InterruptedException {
    int entries = 3 * JftraceSpanLog.CAPACITY;
    int oldest = entries - JftraceSpanLog.CAPACITY + 1;
    Thread thread = writer(() -> writeNumbered(0, entries));
    for (int time = entries - 1; time >= oldest; time -= 100) {
      assertEquals(id(time), reader.activeAt(thread, time).spanId());
      assertNull(reader.activeAt(thread, 17), "overwritten");
      assertEquals(id(oldest), reader.activeAt(thread, oldest).spanId());
      assertEquals(id(time), reader.activeAt(thread, time).spanId());
    }
  }

  @Test
  void aWriterThatLapsTheReaderNeverGivesAWrongSpan() throws InterruptedException {
    AtomicLong time = new AtomicLong();
    AtomicBoolean done = new AtomicBoolean();
    Thread thread = new Thread(() -> writeUntil(done, time));
    thread.start();
    long answers = 0;
    for (int i = 0; i < 300_000; i++) {
      long asked = Math.max(0, time.get() - i % 1500);
      SpanRef span = reader.activeAt(thread, asked);
      if (span != null) {
        assertEquals(id(asked), span.spanId());
        answers++;
      }
    }
    done.set(true);
    thread.join();
    assertTrue(answers > 0);
    assertTrue(reader.missed() > 0);
  }

  @Test
  void forgetsThreadsThatHaveEnded() throws InterruptedException {
    Thread thread = writer(() -> JftraceSpanLog.span(TRACE, SPAN, true, 0, null, 1));
    assertEquals(new SpanRef(TRACE, SPAN, true), reader.activeAt(thread, 2));
    int before = reader.size();
    reader.drained();
    reader.drained();
    assertEquals(new SpanRef(TRACE, SPAN, true), reader.activeAt(thread, 2), "may be asked late");
    reader.drained();
    assertTrue(reader.size() < before);
    assertNull(reader.activeAt(thread, 2));
  }

  @Test
  void threadsWithALogAreBounded() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i <= JftraceSpanLog.MAX_LOGS; i++) {
      threads.add(writer(() -> JftraceSpanLog.span(TRACE, SPAN, true, 0, null, 1)));
    }
    assertNull(reader.activeAt(threads.get(JftraceSpanLog.MAX_LOGS), 2), "one too many");
    assertEquals(new SpanRef(TRACE, SPAN, true), reader.activeAt(threads.get(0), 2));
    for (int i = 0; i < 3; i++) {
      reader.drained();
    }
    Thread next = writer(() -> JftraceSpanLog.span(TRACE, SPAN, true, 0, null, 1));
    assertEquals(new SpanRef(TRACE, SPAN, true), reader.activeAt(next, 2));
  }

  private static Thread writer(Runnable writes) throws InterruptedException {
    Thread thread = new Thread(writes);
    thread.start();
    thread.join();
    return thread;
  }

  /** The entry of time n has the id of n. */
  private static void writeNumbered(long from, long to) {
    for (long n = from; n < to; n++) {
      JftraceSpanLog.span(TRACE, id(n), true, 0, null, n);
    }
  }

  private static void writeUntil(AtomicBoolean done, AtomicLong time) {
    for (long n = 0; !done.get(); n++) {
      JftraceSpanLog.span(TRACE, id(n), true, 0, null, n);
      time.lazySet(n);
    }
  }

  private static String id(long n) {
    return Long.toHexString(0x1000000000000000L + n);
  }
}
