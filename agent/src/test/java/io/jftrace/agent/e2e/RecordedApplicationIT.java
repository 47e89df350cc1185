// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm;
import io.jftrace.agent.source.Tracing;
import io.jftrace.timeline.LaneNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmc.common.IMCThread;
import org.openjdk.jmc.common.item.Attribute;
import org.openjdk.jmc.common.item.IAttribute;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.JfrAttributes;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/**
 * Times and threads of events, after the whole path: kernel, timeline, recording, three readers.
 */
class RecordedApplicationIT {

  private static final Pattern OWN_THREADS = Pattern.compile("sleeper-\\d|marker|turn-\\d|main");

  /** As the kernel names them; they are there from the JVM's start to its end. */
  private static final Pattern NATIVE_THREADS = Pattern.compile("VM Thread|VM Periodic Tas");

  @TempDir private static Path folder;
  private static Path file;
  private static List<RecordedEvent> events;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @BeforeAll
  static void record() throws Exception {
    if (!Tracing.isWanted()) {
      return;
    }
    file = folder.resolve("recorded.jfr");
    TestJvm.Result result =
        TestJvm.java(
            folder,
            TestJvm.agent() + "=prometheus.port=0",
            "-cp",
            TestJvm.CLASSES.toString(),
            RecordedApplication.class.getName(),
            file.toString());
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("recorded\n", result.out());
    events = RecordingFile.readAllEvents(file);
    assertEquals(List.of(), of("jftrace.DataLoss"));
  }

  private static List<RecordedEvent> of(String type) {
    return events.stream().filter(e -> e.getEventType().getName().equals(type)).toList();
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
  }

  private static boolean isInside(RecordedEvent inner, RecordedEvent outer) {
    return !inner.getStartTime().isBefore(outer.getStartTime())
        && !inner.getEndTime().isAfter(outer.getEndTime());
  }

  @Test
  void everyMarkerIsInsideTheEventAroundIt() {
    Map<Integer, RecordedEvent> markers = new HashMap<>();
    for (RecordedEvent marker : of("jftrace.Marker")) {
      assertEquals("marker", marker.getString("threadName"));
      markers.put(Integer.parseInt(marker.getString("text").substring("mark ".length())), marker);
    }
    int inside = 0;
    long tightestNanos = Long.MAX_VALUE;
    List<RecordedEvent> marks = of("test.Mark");
    for (RecordedEvent mark : marks) {
      RecordedEvent marker = markers.get(mark.getInt("number"));
      if (marker != null && isInside(marker, mark)) {
        inside++;
        tightestNanos =
            Math.min(tightestNanos, nanos(marker.getStartTime()) - nanos(mark.getStartTime()));
      }
    }
    System.out.printf(
        "markers: %d of %d inside their event, at least %d ns from its start%n",
        inside, marks.size(), tightestNanos);
    assertEquals(RecordedApplication.MARKERS, marks.size());
    assertEquals(RecordedApplication.MARKERS, inside);
  }

  @Test
  void everySleepHasItsOffCpuEventInside() {
    Map<String, List<RecordedEvent>> longWaits = new HashMap<>();
    for (RecordedEvent wait : of("jftrace.OffCpu")) {
      if (wait.getDuration().toMillis() >= RecordedApplication.SLEEP_MILLIS - 1
          && wait.getString("threadName").startsWith("sleeper-")) {
        longWaits.computeIfAbsent(wait.getString("threadName"), t -> new ArrayList<>()).add(wait);
      }
    }
    List<RecordedEvent> sleeps = of("test.Sleep");
    assertEquals(RecordedApplication.SLEEPERS * RecordedApplication.SLEEPS, sleeps.size());
    for (RecordedEvent sleep : sleeps) {
      String thread = sleep.getThread().getJavaName();
      List<RecordedEvent> inside =
          longWaits.get(thread).stream().filter(wait -> isInside(wait, sleep)).toList();
      assertEquals(1, inside.size(), "waits inside a sleep of " + thread + ": " + sleep);
      Duration rest = sleep.getDuration().minus(inside.get(0).getDuration());
      assertTrue(rest.toMillis() < 20, "the wait is much shorter than the sleep: " + rest);
      // The second if it was not asked about while it lasted.
      assertTrue(Set.of("sleep", "sleeping").contains(inside.get(0).getString("reason")));
      assertEquals("interrupt", inside.get(0).getString("wakerName"));
    }
  }

  @Test
  void theJdkKnowsTheThreadOfEveryEvent() {
    int own = 0;
    for (RecordedEvent wait : of("jftrace.OffCpu")) {
      String name = wait.getString("threadName");
      RecordedThread thread = wait.getThread("thread");
      if (OWN_THREADS.matcher(name).matches()) {
        assertNotNull(thread, () -> "no thread: " + wait);
        own++;
      }
      if (thread != null && !LaneNames.isLane(thread.getJavaName())) {
        assertEquals(name, thread.getJavaName());
        assertEquals(wait.getInt("tid"), thread.getOSThreadId());
      }
    }
    assertTrue(own > RecordedApplication.SLEEPERS * RecordedApplication.SLEEPS, "events: " + own);
  }

  @Test
  void missionControlPutsEveryEventOnItsThread() throws Exception {
    IAttribute<String> nameAttribute =
        Attribute.attr("threadName", "threadName", "", UnitLookup.PLAIN_TEXT);
    int own = 0;
    int nativeThreads = 0;
    for (IItemIterable items :
        JfrLoaderToolkit.loadEvents(file.toFile()).apply(ItemFilters.type("jftrace.OffCpu"))) {
      IMemberAccessor<IMCThread, IItem> lane =
          JfrAttributes.EVENT_THREAD.getAccessor(items.getType());
      IMemberAccessor<String, IItem> threadName = nameAttribute.getAccessor(items.getType());
      for (IItem item : items) {
        IMCThread thread = lane.getMember(item);
        String name = threadName.getMember(item);
        if (OWN_THREADS.matcher(name).matches()) {
          assertNotNull(thread, name);
          assertEquals(name, thread.getThreadName());
          own++;
        } else if (NATIVE_THREADS.matcher(name).matches()) {
          assertNotNull(thread, name);
          assertEquals(LaneNames.PREFIX + name, thread.getThreadName());
          nativeThreads++;
        }
      }
    }
    System.out.printf(
        "lanes: %d events of the application's threads, %d of native threads, all on theirs%n",
        own, nativeThreads);
    assertTrue(own > RecordedApplication.SLEEPERS * RecordedApplication.SLEEPS, "events: " + own);
    assertTrue(nativeThreads > 0, "no events of native threads");
  }

  @Test
  void jfrPrintShowsTheThreadOfEveryEvent() throws Exception {
    Path out = folder.resolve("printed");
    String jfr = System.getProperty("jftrace.test.java.home") + "/bin/jfr";
    Process print =
        new ProcessBuilder(jfr, "print", "--events", "jftrace.OffCpu", file.toString())
            .redirectOutput(out.toFile())
            .start();
    assertEquals(0, print.waitFor());
    Pattern field = Pattern.compile("  (thread|threadName) = (.*)");
    String thread = "";
    int own = 0;
    for (String line : Files.readAllLines(out)) {
      Matcher m = field.matcher(line);
      if (m.matches() && m.group(1).equals("thread")) {
        thread = m.group(2);
      } else if (m.matches()) {
        String name = m.group(2);
        if (OWN_THREADS.matcher(name.replace("\"", "")).matches()) {
          assertTrue(thread.startsWith(name + " (javaThreadId"), thread + " instead of " + name);
          own++;
        }
      }
    }
    assertTrue(own > RecordedApplication.SLEEPERS * RecordedApplication.SLEEPS, "events: " + own);
  }

  @Test
  void whoTakesTurnsIsWokenByTheOther() {
    int byTheOther = 0;
    int waits = 0;
    for (RecordedEvent wait : of("jftrace.OffCpu")) {
      String name = wait.getString("threadName");
      if (name.startsWith("turn-") && wait.getString("state").equals("S")) {
        waits++;
        String other = name.equals("turn-0") ? "turn-1" : "turn-0";
        if (other.equals(wait.getString("wakerName"))) {
          byTheOther++;
          RecordedThread waker = wait.getThread("wakerThread");
          assertNotNull(waker, () -> "no waker thread: " + wait);
          assertEquals(other, waker.getJavaName());
        }
      }
    }
    System.out.printf("wakers: %d of %d waits of two threads that take turns%n", byTheOther, waits);
    assertTrue(byTheOther >= 0.9 * waits && waits > 100, byTheOther + " of " + waits);
  }
}
