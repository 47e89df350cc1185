// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import static io.jftrace.jfr.RecordedTimeline.SPAN_ID;
import static io.jftrace.jfr.RecordedTimeline.TRACE_ID;
import static io.jftrace.jfr.RecordedTimeline.WAITER;
import static io.jftrace.jfr.RecordedTimeline.WAKER;
import static io.jftrace.jfr.RecordedTimeline.events;
import static io.jftrace.jfr.RecordedTimeline.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.timeline.JavaThreads;
import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.TimelineSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jdk.jfr.Configuration;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events through a recording file, read back by the JDK and by JDK Mission Control's parser. */
class JfrOutputTest {

  @TempDir private Path folder;

  private final RecordedTimeline recorded = new RecordedTimeline();
  private final Timeline timeline = recorded.events();

  @AfterEach
  void stop() {
    recorded.close();
  }

  /** Records what {@code body} passes to the timeline. */
  private Path record(String threshold, Runnable body) throws Exception {
    Path file = folder.resolve("test.jfr");
    recorded.record(file, Map.of("jftrace.OffCpu#threshold", threshold), body);
    return file;
  }

  @Test
  void aRecordingThatStartsRightAfterADrainWithoutOneMissesNothing() throws Exception {
    recorded.output().beforeDrain();
    recorded.output().beforeDrain();
    Path file =
        record(
            "0 ms",
            () -> {
              long now = System.nanoTime();
              timeline.offCpu(WAITER, now - 5_000_000, now - 1_000_000, now, WAKER, 'S', 0, 1);
            });
    assertEquals(1, events(file, "jftrace.OffCpu").size());
  }

  @Test
  void offCpuHasItsOwnTimeThreadAndWaker() throws Exception {
    long[] wall = new long[2];
    Path file =
        record(
            "0 ms",
            () -> {
              long now = System.nanoTime();
              wall[0] = System.currentTimeMillis();
              timeline.offCpu(WAITER, now - 50_000_000, now - 1_000_000, now, WAKER, 'S', 0, 1);
            });
    List<RecordedEvent> events = events(file, "jftrace.OffCpu");
    assertEquals(1, events.size());
    RecordedEvent event = events.get(0);
    assertEquals("the-waiter", event.getThread("thread").getJavaName());
    assertEquals("the-waker", event.getThread("wakerThread").getJavaName());
    assertEquals(WAITER, event.getInt("tid"));
    assertEquals("the-waiter", event.getString("threadName"));
    assertEquals("S", event.getString("state"));
    assertEquals("sleeping", event.getString("reason"));
    assertEquals(Duration.ofMillis(1), event.getDuration("runQueueDuration"));
    assertEquals(WAKER, event.getInt("wakerTid"));
    assertEquals("the-waker", event.getString("wakerName"));
    assertEquals(0, event.getInt("cpuOut"));
    assertEquals(1, event.getInt("cpuIn"));
    assertEquals(TRACE_ID, event.getString("traceId"));
    assertEquals(SPAN_ID, event.getString("spanId"));
    long offNanos = Math.abs(event.getDuration().toNanos() - 50_000_000);
    assertTrue(offNanos < 50_000, "duration off by " + offNanos);
    long offMillis = Math.abs(event.getEndTime().toEpochMilli() - wall[0]);
    assertTrue(offMillis < 100, "end off by " + offMillis + " ms");
    assertTrue(recorded.drains() > 0, "no drain before the chunk was closed");
  }

  @Test
  void missionControlPutsItOnTheThreadThatWaited() throws Exception {
    Path file =
        record(
            "0 ms",
            () -> {
              long now = System.nanoTime();
              timeline.offCpu(WAITER, now - 5_000_000, now, now, 0, 'D', 0, 0);
              timeline.marker(now, WAITER, "hello");
            });
    for (String type : List.of("jftrace.OffCpu", "jftrace.Marker")) {
      assertEquals(List.of("the-waiter"), MissionControl.lanes(file, type));
    }
  }

  @Test
  void thresholdAppliesToTheWaitsDuration() throws Exception {
    Path file =
        record(
            "2 ms",
            () -> {
              long now = System.nanoTime();
              timeline.offCpu(WAITER, now - 1_900_000, now, now, 0, 'S', 0, 0);
              timeline.offCpu(WAITER, now - 2_100_000, now, now, 0, 'S', 0, 0);
            });
    List<RecordedEvent> events = events(file, "jftrace.OffCpu");
    assertEquals(1, events.size());
    assertEquals(2.1, events.get(0).getDuration().toNanos() / 1e6, 0.05);
  }

  /** Whether a recording of that type of 10 ms and more asks for a wait. */
  private boolean wants(String type, long millis, long queuedMillis, int waker) throws Exception {
    JfrOutput output = recorded.output();
    boolean[] wanted = new boolean[1];
    Timeline asked =
        new Timeline(
            new TimelineSink() {
              @Override
              public void offCpu(OffCpuInterval interval) {
                wanted[0] = output.wants(interval);
              }
            },
            JavaThreads.UNKNOWN,
            tid -> "",
            SpanSource.NONE,
            () -> Long.MAX_VALUE);
    asked.threadStarted(0, WAITER, "the-waiter");
    recorded.record(
        folder.resolve("test.jfr"),
        only(type, "10 ms"),
        () -> {
          long end = millis * 1_000_000;
          asked.offCpu(WAITER, 0, end - queuedMillis * 1_000_000, end, waker, 'S', 0, 0);
        });
    return wanted[0];
  }

  @Test
  void aWaitIsWantedIfARecordingAsksForAnEventOfIt() throws Exception {
    assertTrue(wants("OffCpu", 11, 0, -1));
    assertFalse(wants("OffCpu", 9, 9, 0));
    assertTrue(wants("RunQueue", 11, 11, 0));
    assertFalse(wants("RunQueue", 50, 9, 0), "its time on a run queue is too short");
    assertFalse(wants("Marker", 50, 50, 0));
  }

  @Test
  void aWaitIsWantedForItsWakeUp() throws Exception {
    assertTrue(wants("Wakeup", 1, 0, 0));
    assertFalse(wants("Wakeup", 50, 0, -1), "nobody woke it");
  }

  @Test
  void lossAndReaderAreShown() throws Exception {
    Path file =
        record(
            "0 ms",
            () -> {
              long now = System.nanoTime();
              timeline.lost(3, now - 1_000_000, now, 42);
            });
    RecordedEvent loss = events(file, "jftrace.DataLoss").get(0);
    assertEquals(3, loss.getInt("cpu"));
    assertEquals(42, loss.getLong("count"));
    assertEquals(17, events(file, "jftrace.Reader").get(0).getLong("eventsRead"));
  }

  @Test
  void nothingIsWrittenWhileNoRecordingRuns() throws Exception {
    recorded.output().beforeDrain();
    long now = System.nanoTime();
    timeline.offCpu(WAITER, now - 5_000_000, now, now, 0, 'S', 0, 0);
    assertFalse(new OffCpuEvent().isEnabled());
  }

  @Test
  void shippedSettingsAreUnderstood() throws Exception {
    try (var reader =
        new java.io.InputStreamReader(
            JfrOutput.class.getResourceAsStream("jftrace.jfc"),
            java.nio.charset.StandardCharsets.UTF_8)) {
      Configuration settings = Configuration.create(reader);
      assertEquals("1 ms", settings.getSettings().get("jftrace.OffCpu#threshold"));
      for (String type : RecordedTimeline.TYPES) {
        assertTrue(settings.getSettings().containsKey("jftrace." + type + "#enabled"), type);
      }
    }
  }
}
