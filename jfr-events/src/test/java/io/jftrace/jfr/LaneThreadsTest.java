// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import static io.jftrace.jfr.RecordedTimeline.NATIVE;
import static io.jftrace.jfr.RecordedTimeline.WAITER;
import static io.jftrace.jfr.RecordedTimeline.await;
import static io.jftrace.jfr.RecordedTimeline.awaitNoLanes;
import static io.jftrace.jfr.RecordedTimeline.events;
import static io.jftrace.jfr.RecordedTimeline.lanes;
import static io.jftrace.jfr.RecordedTimeline.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.timeline.LaneNames;
import io.jftrace.timeline.Timeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lanes of threads that are not Java's. */
class LaneThreadsTest {

  private static final long MILLI = 1_000_000;
  private static final int MAX_LANES = 64;

  @TempDir private Path folder;

  private final RecordedTimeline recorded = new RecordedTimeline();
  private final Timeline timeline = recorded.events();

  @AfterEach
  void stop() {
    recorded.close();
  }

  private Path record(Map<String, String> settings, Runnable body) throws Exception {
    Path file = folder.resolve("test.jfr");
    recorded.record(file, settings, body);
    return file;
  }

  private void waitOf(int tid) {
    long now = System.nanoTime();
    timeline.offCpu(tid, now - 5 * MILLI, now, now, WAITER, 'S', 0, 0);
  }

  @Test
  void aNativeThreadHasALaneOfItsName() throws Exception {
    Path file =
        record(
            only("OffCpu", "0 ms"),
            () -> {
              waitOf(NATIVE);
              waitOf(NATIVE);
              assertEquals(1, lanes().size());
              assertTrue(lanes().get(0).isDaemon());
            });
    for (RecordedEvent event : events(file, "jftrace.OffCpu")) {
      assertEquals("jftrace-lane VM Thread", event.getThread("thread").getJavaName());
      assertEquals("VM Thread", event.getString("threadName"));
      assertEquals(NATIVE, event.getInt("tid"));
    }
    assertEquals(
        List.of("jftrace-lane VM Thread", "jftrace-lane VM Thread"),
        MissionControl.lanes(file, "jftrace.OffCpu"));
  }

  @Test
  void aNativeWakerHasItsWakeUpsOnItsLane() throws Exception {
    Map<String, String> settings = only("Wakeup", "0 ms");
    settings.remove("jftrace.Wakeup#threshold");
    Path file =
        record(
            settings,
            () -> {
              long now = System.nanoTime();
              timeline.offCpu(WAITER, now - 5 * MILLI, now, now, NATIVE, 'S', 0, 0);
            });
    assertEquals(List.of("jftrace-lane VM Thread"), MissionControl.lanes(file, "jftrace.Wakeup"));
  }

  @Test
  void nothingIsStartedWithoutAnEvent() throws Exception {
    recorded.output().beforeDrain();
    waitOf(NATIVE);
    assertEquals(List.of(), lanes());

    record(only("OffCpu", "6 ms"), () -> waitOf(NATIVE));
    assertEquals(List.of(), lanes());
  }

  @Test
  void lanesEndWithTheRecording() throws Exception {
    record(only("OffCpu", "0 ms"), () -> waitOf(NATIVE));
    assertEquals(1, lanes().size());
    recorded.output().beforeDrain();
    awaitNoLanes();
  }

  @Test
  void lanesEndWithTheirThread() throws Exception {
    Path file =
        record(
            only("OffCpu", "0 ms"),
            () -> {
              waitOf(NATIVE);
              timeline.threadEnded(System.nanoTime(), NATIVE);
              recorded.output().beforeDrain();
              awaitNoLanes();
              // A late event of a thread that has ended gets no lane of its own any more.
              waitOf(NATIVE);
              assertEquals(List.of(), lanes());
            });
    assertEquals(2, events(file, "jftrace.OffCpu").size());
  }

  @Test
  void lanesEndAtClose() throws Exception {
    record(
        only("OffCpu", "0 ms"),
        () -> {
          waitOf(NATIVE);
          recorded.output().close();
        });
    awaitNoLanes();
  }

  @Test
  void anInterruptedLaneWaitsAgain() throws Exception {
    record(
        only("OffCpu", "0 ms"),
        () -> {
          waitOf(NATIVE);
          Thread lane = lanes().get(0);
          lane.interrupt();
          await(() -> waits(lane));
          assertTrue(waits(lane), lane.getState() + ", interrupted: " + lane.isInterrupted());
        });
  }

  private static boolean waits(Thread lane) {
    return !lane.isInterrupted() && lane.getState() == Thread.State.WAITING;
  }

  @Test
  void lanesAreInNoGroupOfTheApplications() throws Exception {
    record(
        only("OffCpu", "0 ms"),
        () -> {
          waitOf(NATIVE);
          assertNull(lanes().get(0).getThreadGroup().getParent());
        });
  }

  @Test
  void lanesAreBounded() throws Exception {
    Path file =
        record(
            only("OffCpu", "0 ms"),
            () -> {
              for (int i = 0; i < MAX_LANES + 6; i++) {
                timeline.threadStarted(0, 10_000 + i, "GC Thread#" + i);
                waitOf(10_000 + i);
              }
              assertEquals(MAX_LANES, lanes().size());
            });
    List<RecordedEvent> events = events(file, "jftrace.OffCpu");
    assertEquals(MAX_LANES + 6, events.size());
    assertEquals(6, events.stream().filter(e -> e.getThread("thread") == null).count());
  }

  @Test
  void aThreadThatIsNamedAfterItsStartHasALaneOfThatName() throws Exception {
    Path file =
        record(
            only("OffCpu", "0 ms"),
            () -> {
              waitOf(NATIVE);
              timeline.threadRenamed(System.nanoTime(), NATIVE, "GC Thread#0");
              waitOf(NATIVE);
              timeline.threadRenamed(System.nanoTime(), NATIVE, "renamed on and on");
              waitOf(NATIVE);
            });
    assertEquals(
        List.of("jftrace-lane GC Thread#0", "jftrace-lane GC Thread#0", "jftrace-lane VM Thread"),
        MissionControl.lanes(file, "jftrace.OffCpu"));
    recorded.output().beforeDrain();
    awaitNoLanes();
  }

  @Test
  void lanesThemselvesAreNotShown() throws Exception {
    Path file =
        record(
            only("OffCpu", "0 ms"),
            () -> {
              timeline.threadStarted(0, 5000, "jftrace-lane VM");
              waitOf(5000);
              assertEquals(List.of(), lanes());
            });
    assertEquals(List.of(), events(file, "jftrace.OffCpu"));
    assertFalse(LaneNames.isLane("jftrace-reader"));
  }
}
