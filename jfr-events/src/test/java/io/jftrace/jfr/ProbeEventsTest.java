// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import static io.jftrace.jfr.RecordedTimeline.NATIVE;
import static io.jftrace.jfr.RecordedTimeline.SPAN_ID;
import static io.jftrace.jfr.RecordedTimeline.TRACE_ID;
import static io.jftrace.jfr.RecordedTimeline.WAITER;
import static io.jftrace.jfr.RecordedTimeline.events;
import static io.jftrace.jfr.RecordedTimeline.only;
import static io.jftrace.jfr.TestHit.probe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.probes.ProbeField;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.scheduler.NoHealth;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.FlightRecorder;
import jdk.jfr.MemoryAddress;
import jdk.jfr.Recording;
import jdk.jfr.Unsigned;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probes' own types of events, through a recording file. */
class ProbeEventsTest {

  private static final long MILLI = 1_000_000;
  private static final int SHORT_ONES = 100_000;
  private static final long HUGE = 0xffff_ffff_ffff_fff0L;

  private static final ProbeType CALL =
      probe(
          "open_file",
          true,
          new ProbeField("path", ProbeField.Kind.TEXT),
          new ProbeField("size", ProbeField.Kind.UNSIGNED),
          new ProbeField("buffer", ProbeField.Kind.ADDRESS),
          new ProbeField("lane", ProbeField.Kind.BOOLEAN),
          new ProbeField("value0", ProbeField.Kind.BOOLEAN),
          new ProbeField("retval", ProbeField.Kind.SIGNED));
  private static final ProbeType HIT =
      probe("2nd", false, new ProbeField("1st", ProbeField.Kind.SIGNED));
  private static final ProbeType RESERVED =
      probe(
          "new",
          false,
          new ProbeField("class", ProbeField.Kind.TEXT),
          new ProbeField("_class", ProbeField.Kind.SIGNED));
  private static final ProbeType NAMED_LIKE_IT = probe("_new", false);
  private static final ProbeType EMPTY = probe("empty", false);

  private static final List<Object> VALUES = List.of("/tmp/a b", HUGE, HUGE, true, false, -2L);

  @TempDir private Path folder;

  private final RecordedTimeline recorded =
      new RecordedTimeline(List.of(CALL, HIT, RESERVED, NAMED_LIKE_IT, EMPTY));

  @AfterEach
  void stop() {
    recorded.close();
  }

  private Path record(Map<String, String> settings, Runnable body) throws Exception {
    Path file = folder.resolve("test.jfr");
    recorded.record(file, settings, body);
    return file;
  }

  private void call(long durationNanos, boolean isShown) {
    long now = System.nanoTime();
    hit(new TestHit(CALL, null, now - durationNanos, now, isShown, VALUES), WAITER);
  }

  private void hit(ProbeType type, Object... values) {
    long now = System.nanoTime();
    hit(new TestHit(type, null, now, now, true, List.of(values)), WAITER);
  }

  private void hit(TestHit hit, int tid) {
    recorded
        .output()
        .probeHit(
            new TestHit(
                hit.type(),
                recorded.thread(tid),
                hit.startNanos(),
                hit.endNanos(),
                hit.isShown(),
                hit.values()));
  }

  private static void assertNear(long expected, long actual, long tolerance) {
    assertTrue(Math.abs(actual - expected) <= tolerance, expected + " but " + actual);
  }

  private static RecordedEvent onlyEvent(Path file, String type) throws Exception {
    List<RecordedEvent> events = events(file, type);
    assertEquals(1, events.size(), type);
    return events.get(0);
  }

  @Test
  void aCallHasItsOwnTimeThreadSpanAndTypedValues() throws Exception {
    long[] wallMillis = new long[1];
    Path file =
        record(
            Map.of(),
            () -> {
              wallMillis[0] = System.currentTimeMillis();
              call(50 * MILLI, true);
            });
    RecordedEvent event = onlyEvent(file, "jftrace.probe.open_file");
    assertEquals("/tmp/a b", event.getString("path"));
    assertEquals(HUGE, event.getLong("size"));
    assertEquals(HUGE, event.getLong("buffer"));
    assertTrue(event.getBoolean("lane"));
    assertFalse(event.getBoolean("value0"));
    assertEquals(-2, event.getLong("retval"));
    assertEquals("the-waiter", event.getThread("thread").getJavaName());
    assertEquals("the-waiter", event.getString("threadName"));
    assertEquals(WAITER, event.getInt("tid"));
    assertEquals(TRACE_ID, event.getString("traceId"));
    assertEquals(SPAN_ID, event.getString("spanId"));
    assertNear(50 * MILLI, event.getDuration().toNanos(), 50_000);
    assertNear(wallMillis[0], event.getEndTime().toEpochMilli(), 1_000);
    assertNull(event.getStackTrace());
  }

  @Test
  void aTypeSaysWhatItIs() throws Exception {
    RecordedEvent event =
        onlyEvent(record(Map.of(), () -> call(1, true)), "jftrace.probe.open_file");
    assertEquals("open_file", event.getEventType().getLabel());
    assertEquals("uprobe:libc:open_file", event.getEventType().getDescription());
    assertEquals(List.of("jftrace", "Probes"), event.getEventType().getCategoryNames());
    ValueDescriptor size = event.getEventType().getField("size");
    assertEquals("size", size.getLabel());
    assertEquals("long", size.getTypeName());
    assertNotNull(size.getAnnotation(Unsigned.class));
    assertNull(event.getEventType().getField("retval").getAnnotation(Unsigned.class));
    assertNotNull(event.getEventType().getField("buffer").getAnnotation(MemoryAddress.class));
  }

  @Test
  void aHitIsOnItsThreadsLaneAndOneTickLong() throws Exception {
    Path file =
        record(
            Map.of(),
            () -> {
              hit(HIT, 17L);
              long now = System.nanoTime();
              hit(new TestHit(EMPTY, null, now, now, true, List.of()), NATIVE);
            });
    RecordedEvent event = onlyEvent(file, "jftrace.probe._2nd");
    assertEquals(17, event.getLong("_1st"));
    assertEquals("2nd", event.getEventType().getLabel());
    assertTrue(event.getDuration().toNanos() <= 1_000, event::toString);
    assertEquals(List.of("the-waiter"), MissionControl.lanes(file, "jftrace.probe._2nd"));
    assertEquals(
        List.of("jftrace-lane VM Thread"), MissionControl.lanes(file, "jftrace.probe.empty"));
  }

  @Test
  void namesThatJfrDoesNotTakeAreChanged() throws Exception {
    Path file =
        record(
            Map.of(),
            () -> {
              hit(RESERVED, "a.B", 5L);
              hit(NAMED_LIKE_IT);
            });
    RecordedEvent event = onlyEvent(file, "jftrace.probe.__new");
    assertEquals("new", event.getEventType().getLabel());
    assertEquals("a.B", event.getString("__class"));
    assertEquals("class", event.getEventType().getField("__class").getLabel());
    assertEquals(5, event.getLong("_class"));
    onlyEvent(file, "jftrace.probe._new");
  }

  @Test
  void hitsBeyondTheLimitAndOfOtherProbesAreLeftOut() throws Exception {
    ProbeType namesake = probe("open_file", false);
    Path file =
        record(
            Map.of(),
            () -> {
              call(MILLI, false);
              hit(namesake);
              call(MILLI, true);
            });
    onlyEvent(file, "jftrace.probe.open_file");
  }

  @Test
  void allAreRecordedIfNoThresholdIsSet() throws Exception {
    Path file =
        record(
            Map.of(),
            () -> {
              for (int i = 0; i < 1_000; i++) {
                call(i, true);
              }
            });
    assertEquals(1_000, events(file, "jftrace.probe.open_file").size());
  }

  @Test
  void aRecordingMaySetAThreshold() throws Exception {
    Path file =
        record(
            Map.of("jftrace.probe.open_file#threshold", "2 ms"),
            () -> {
              call(1_900_000, true);
              call(2_100_000, true);
            });
    RecordedEvent event = onlyEvent(file, "jftrace.probe.open_file");
    assertNear(2_100_000, event.getDuration().toNanos(), 50_000);
  }

  @Test
  void aRecordingOfNothingButAProbeHasItsEvents() throws Exception {
    Map<String, String> settings = only("probe.empty", "0 ms");
    settings.put("jftrace.probe.open_file#enabled", "false");
    settings.put("jftrace.probe._2nd#enabled", "false");
    settings.put("jftrace.probe._new#enabled", "false");
    Path file =
        record(
            settings,
            () -> {
              call(MILLI, true);
              hit(EMPTY);
            });
    onlyEvent(file, "jftrace.probe.empty");
    assertEquals(List.of(), events(file, "jftrace.probe.open_file"));
  }

  @Test
  void aRecordingThatRunsAlreadyGetsNewTypesAndKeepsThemAfterTheEnd() throws Exception {
    Path file = folder.resolve("running.jfr");
    ProbeType late = probe("late", false, new ProbeField("n", ProbeField.Kind.SIGNED));
    try (Recording recording = new Recording()) {
      recording.start();
      for (long n = 1; n <= 2; n++) {
        try (JfrOutput output =
            JfrOutput.register(new NoHealth(), ms -> {}, SpanSource.NONE, List.of(late))) {
          assertTrue(isRegistered("jftrace.probe.late"));
          output.beforeDrain();
          long now = System.nanoTime();
          output.probeHit(
              new TestHit(late, recorded.thread(WAITER), now, now, true, List.of((Object) n)));
        }
        assertFalse(isRegistered("jftrace.probe.late"));
      }
      recording.stop();
      recording.dump(file);
    }
    assertEquals(
        List.of(1L, 2L),
        events(file, "jftrace.probe.late").stream().map(e -> e.getLong("n")).sorted().toList());
    assertTrue(RecordingFile.readAllEvents(file).size() > 2);
  }

  /** Hits of a probe that is counted only are on the path of every event. */
  @Test
  void whatIsNotRecordedAllocatesNothing() throws Exception {
    Map<String, String> settings =
        Map.of("jftrace.probe.open_file#threshold", "2 ms", "jftrace.probe.empty#enabled", "false");
    long[] allocatedBytes = new long[1];
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    record(
        settings,
        () -> {
          passShortOnes();
          long before = memory.getCurrentThreadAllocatedBytes();
          passShortOnes();
          allocatedBytes[0] = memory.getCurrentThreadAllocatedBytes() - before;
        });
    // The smallest object has 16 bytes; compilers and the JVM itself may need some meanwhile.
    assertTrue(allocatedBytes[0] < 8L * SHORT_ONES, allocatedBytes[0] + " bytes");
  }

  private void passShortOnes() {
    TracedThread thread = recorded.thread(WAITER);
    TestHit call = new TestHit(CALL, thread, 0, MILLI, true, VALUES);
    TestHit hit = new TestHit(EMPTY, thread, 0, 0, true, List.of());
    for (int i = 0; i < SHORT_ONES; i++) {
      recorded.output().probeHit(call);
      recorded.output().probeHit(hit);
    }
  }

  private static boolean isRegistered(String type) {
    return FlightRecorder.getFlightRecorder().getEventTypes().stream()
        .anyMatch(each -> each.getName().equals(type));
  }
}
