// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import static io.jftrace.jfr.RecordedTimeline.NATIVE;
import static io.jftrace.jfr.RecordedTimeline.WAITER;
import static io.jftrace.jfr.RecordedTimeline.WAKER;
import static io.jftrace.jfr.RecordedTimeline.events;
import static io.jftrace.jfr.TestHit.probe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jftrace.timeline.ActiveSpanSink;
import io.jftrace.timeline.BlockOperation;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.scheduler.StateTimes;
import io.jftrace.timeline.scheduler.ThreadState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.AnnotationElement;
import jdk.jfr.EventType;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which span's ids an event has: those of its thread, at its start. */
class EventSpansTest {

  private static final long MILLI = 1_000_000;
  private static final int READ = 0;
  private static final int DISK = 8 << 20;
  private static final int FIRST_JDK_WITH_CONTEXTUAL = 25;
  private static final ProbeType HIT = probe("hit", false);

  @TempDir private Path folder;

  private final long now = System.nanoTime();
  private int asked;
  private final RecordedTimeline recorded = new RecordedTimeline(new Spans(), List.of(HIT));
  private final Timeline timeline = recorded.events();

  /** A span of its own for each thread and time, but for native threads. */
  private final class Spans implements SpanSource {

    @Override
    public SpanRef activeAt(TracedThread thread, long nanos) {
      return thread.tid() == NATIVE ? null : span(thread, nanos);
    }

    @Override
    public void forEachEnded(TracedThread thread, long sinceNanos, ActiveSpanSink sink) {
      asked++;
      sink.wasActive(span(thread, 1), now - 30 * MILLI, now - 10 * MILLI);
      sink.wasActive(span(thread, 2), now - 9 * MILLI, now);
    }

    private static SpanRef span(TracedThread thread, long nanos) {
      return new SpanRef(traceId(thread.tid()), spanId(nanos), thread.tid() == WAITER);
    }
  }

  private static String traceId(int tid) {
    return "%032x".formatted(tid);
  }

  private static String spanId(long nanos) {
    return "%016x".formatted(nanos);
  }

  @AfterEach
  void stop() {
    recorded.close();
  }

  /** The only event of that type, of all that {@code body} passes to the timeline. */
  private RecordedEvent only(String type, Runnable body) throws Exception {
    List<RecordedEvent> events = events(record(body), "jftrace." + type);
    assertEquals(1, events.size(), events.toString());
    return events.get(0);
  }

  private Path record(Runnable body) throws Exception {
    Map<String, String> settings = new HashMap<>();
    for (String type : RecordedTimeline.TYPES) {
      settings.put("jftrace." + type + "#enabled", "true");
      settings.put("jftrace." + type + "#threshold", "0 ms");
    }
    Path file = folder.resolve("test.jfr");
    recorded.record(file, settings, body);
    return file;
  }

  private static void assertSpan(RecordedEvent event, int tid, long nanos) {
    assertEquals(traceId(tid), event.getString("traceId"));
    assertEquals(spanId(nanos), event.getString("spanId"));
  }

  private void sleptFrom(long startNanos, int tid, int wakerTid) {
    timeline.offCpu(tid, startNanos, now - 2 * MILLI, now, wakerTid, 'S', 0, 1);
  }

  @Test
  void aWaitHasItsOwnAndItsWakers() throws Exception {
    RecordedEvent event = only("OffCpu", () -> sleptFrom(now - 9 * MILLI, WAITER, WAKER));
    assertSpan(event, WAITER, now - 9 * MILLI);
    assertEquals(traceId(WAKER), event.getString("wakerTraceId"));
    assertEquals(spanId(now - 2 * MILLI), event.getString("wakerSpanId"));
  }

  @Test
  void whatIsNotInASpanHasNone() throws Exception {
    RecordedEvent event = only("OffCpu", () -> sleptFrom(now - 9 * MILLI, NATIVE, NATIVE));
    for (String field : List.of("traceId", "spanId", "wakerTraceId", "wakerSpanId")) {
      assertNull(event.getString(field), field);
    }
  }

  @Test
  void anInterruptIsInNoSpan() throws Exception {
    RecordedEvent event = only("OffCpu", () -> sleptFrom(now - 9 * MILLI, WAITER, 0));
    assertNull(event.getString("wakerSpanId"));
  }

  @Test
  void aRunQueueHasTheWaits() throws Exception {
    RecordedEvent event = only("RunQueue", () -> sleptFrom(now - 9 * MILLI, WAITER, WAKER));
    assertSpan(event, WAITER, now - 9 * MILLI);
  }

  @Test
  void aRunQueueAloneHasItsOwn() throws Exception {
    RecordedEvent event = only("RunQueue", () -> timeline.queued(WAITER, now - 3 * MILLI, now));
    assertSpan(event, WAITER, now - 3 * MILLI);
  }

  @Test
  void aWakeUpHasTheWakersAndTheWokens() throws Exception {
    RecordedEvent event = only("Wakeup", () -> sleptFrom(now - 9 * MILLI, WAITER, WAKER));
    assertSpan(event, WAKER, now - 2 * MILLI);
    assertEquals(traceId(WAITER), event.getString("wokenTraceId"));
    assertEquals(spanId(now - 9 * MILLI), event.getString("wokenSpanId"));
  }

  @Test
  void aSystemCallHasThatOfItsStart() throws Exception {
    RecordedEvent event =
        only(
            "Syscall",
            () -> {
              timeline.syscallEntered(now - 5 * MILLI, WAITER, READ, 99, 0, 0);
              timeline.syscallExited(now, WAITER, READ, 1);
            });
    assertSpan(event, WAITER, now - 5 * MILLI);
  }

  @Test
  void aRequestHasThatOfItsIssue() throws Exception {
    RecordedEvent event =
        only(
            "BlockIo",
            () -> {
              long issued = now - 5 * MILLI;
              timeline.blockIssued(issued, WAITER, DISK, 8, 8, 4096, BlockOperation.READ);
              timeline.blockCompleted(now, DISK, 8, 8, 0);
            });
    assertSpan(event, WAITER, now - 5 * MILLI);
  }

  @Test
  void aPageFaultHasThatOfItsStart() throws Exception {
    RecordedEvent event =
        only(
            "PageFault",
            () -> {
              timeline.pageFault(now - 5 * MILLI, WAITER, 0x1000, false);
              timeline.syscallEntered(now, WAITER, READ, 99, 0, 0);
            });
    assertSpan(event, WAITER, now - 5 * MILLI);
  }

  @Test
  void aMarkerHasThatOfItsTime() throws Exception {
    RecordedEvent event = only("Marker", () -> timeline.marker(now - MILLI, WAITER, "hello"));
    assertSpan(event, WAITER, now - MILLI);
  }

  @Test
  void aSpanIsThereAsLongAsItWasActive() throws Exception {
    Path file = record(this::passStateTime);
    List<RecordedEvent> events = events(file, "jftrace.Span");
    assertEquals(2, events.size(), events.toString());
    assertSpan(events.get(0), WAITER, 1);
    assertEquals(20, Math.round(events.get(0).getDuration().toNanos() / 1e6));
    assertEquals(9, Math.round(events.get(1).getDuration().toNanos() / 1e6));
    assertEquals("the-waiter", events.get(0).getString("threadName"));
    assertEquals(List.of("the-waiter", "the-waiter"), MissionControl.lanes(file, "jftrace.Span"));
  }

  @Test
  void byDefaultOnlyLongSpansAreShown() throws Exception {
    Path file = folder.resolve("test.jfr");
    recorded.record(file, Map.of(), this::passStateTime);
    assertEquals(1, events(file, "jftrace.Span").size());
  }

  @Test
  void spansAreNotLookedForUnlessARecordingWantsThem() throws Exception {
    recorded.record(
        folder.resolve("test.jfr"), RecordedTimeline.only("OffCpu", "0 ms"), this::passStateTime);
    assertEquals(0, asked);
  }

  private void passStateTime() {
    StateTimes times = new StateTimes();
    times.add(ThreadState.RUNNING, MILLI);
    timeline.stateTime(WAITER, times);
  }

  /** What tells tools to show them on other events of the same thread, from JDK 25 on. */
  @Test
  void idsAreContextOfAllTypesWhereTheJdkKnowsThat() throws Exception {
    Path file = record(() -> timeline.marker(now, WAITER, "hello"));
    boolean expected = Runtime.version().feature() >= FIRST_JDK_WITH_CONTEXTUAL;
    try (RecordingFile recording = new RecordingFile(file)) {
      List<EventType> ofThreads =
          recording.readEventTypes().stream()
              .filter(type -> type.getName().startsWith("jftrace."))
              .filter(type -> type.getField("tid") != null)
              .toList();
      assertEquals(RecordedTimeline.TYPES.size() + 1, ofThreads.size(), ofThreads.toString());
      for (EventType type : ofThreads) {
        assertEquals(expected, isContext(type.getField("traceId")), type.getName());
        assertEquals(expected, isContext(type.getField("spanId")), type.getName());
      }
    }
  }

  private static boolean isContext(ValueDescriptor field) {
    return field.getAnnotationElements().stream()
        .map(AnnotationElement::getTypeName)
        .anyMatch("jdk.jfr.Contextual"::equals);
  }
}
