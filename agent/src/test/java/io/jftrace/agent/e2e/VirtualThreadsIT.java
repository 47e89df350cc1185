// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.agent.TestJvm;
import io.jftrace.agent.source.Tracing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose the waits of carrier threads are, by what ten thousand virtual threads say themselves. */
class VirtualThreadsIT {

  /** JFR's clock and the kernel's are mapped to each other to within a few microseconds. */
  private static final long CLOCK_NANOS = 50_000;

  private static final Pattern PARENT = Pattern.compile("\"parentSpanId\":\"(\\w+)\"");
  private static final Pattern THREAD =
      Pattern.compile("\"thread.name\",\"value\":\\{\"stringValue\":\"([^\"]*)\"");

  @TempDir private static Path folder;
  private static List<RecordedEvent> events;

  /** What the threads did on each carrier, by its kernel id and by the start. */
  private static final Map<Integer, TreeMap<Long, RecordedEvent>> MOUNTED = new HashMap<>();

  @BeforeEach
  void needsTheKernelAndVirtualThreads() throws Exception {
    assumeTrue(TestJvm.release() >= 21, "a JDK without virtual threads");
    Tracing.required();
  }

  @BeforeAll
  static void record() throws Exception {
    if (!Tracing.isWanted() || TestJvm.release() < 21) {
      return;
    }
    TestJvm.Result result =
        TestJvm.java(
            folder,
            "-Djdk.reflect.useNativeAccessorOnly=true",
            TestJvm.agent()
                + "=prometheus.port=0,spans.min-duration=200us,spans.max-per-second=100000"
                + ",spans.file="
                + folder.resolve("spans"),
            "-cp",
            TestJvm.libraries(),
            VirtualThreadsApplication.class.getName(),
            folder.toString());
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("recorded\n", result.out());
    events = RecordingFile.readAllEvents(folder.resolve("recorded.jfr"));
    for (RecordedEvent event : of("test.Mounted")) {
      MOUNTED
          .computeIfAbsent(event.getInt("tid"), tid -> new TreeMap<>())
          .put(nanos(event.getStartTime()), event);
    }
  }

  private static List<RecordedEvent> of(String type) {
    return events.stream().filter(e -> e.getEventType().getName().equals(type)).toList();
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
  }

  /** What a virtual thread did on that carrier when the wait was; null if that is not known. */
  private static RecordedEvent around(RecordedEvent wait) {
    long startNanos = nanos(wait.getStartTime());
    long endNanos = nanos(wait.getEndTime());
    TreeMap<Long, RecordedEvent> carrier =
        MOUNTED.getOrDefault(wait.getInt("tid"), new TreeMap<>());
    Map.Entry<Long, RecordedEvent> last = carrier.floorEntry(endNanos - CLOCK_NANOS);
    boolean overlaps =
        last != null && nanos(last.getValue().getEndTime()) - CLOCK_NANOS > startNanos;
    return overlaps ? last.getValue() : null;
  }

  private static String nameOf(RecordedEvent event) {
    return VirtualThreadsApplication.NAME + event.getInt("number");
  }

  private static boolean isVirtual(RecordedEvent wait) {
    return wait.getThread("carrierThread") != null;
  }

  @Test
  void noWaitIsOnTheWrongVirtualThread() {
    int right = 0;
    int unknown = 0;
    List<String> wrong = new ArrayList<>();
    for (RecordedEvent wait : of("jftrace.OffCpu")) {
      RecordedEvent truth = around(wait);
      if (truth == null) {
        continue;
      }
      if (!isVirtual(wait)) {
        unknown++;
      } else if (isSame(wait, truth)) {
        right++;
      } else {
        wrong.add(wait + " within " + truth);
      }
    }
    System.out.printf(
        "virtual threads: %d waits within %d known times, %d of them on the right thread with the"
            + " right span, %d unknown, %d wrong%n",
        right + unknown + wrong.size(), of("test.Mounted").size(), right, unknown, wrong.size());
    assertEquals(List.of(), wrong.subList(0, Math.min(3, wrong.size())));
    assertTrue(right > 1000, right + " waits");
    assertTrue(right >= 0.9 * (right + unknown), unknown + " unknown");
  }

  /** The thread by its name, which is another one's than its carrier's, and by JFR's thread. */
  private static boolean isSame(RecordedEvent wait, RecordedEvent truth) {
    RecordedThread thread = wait.getThread("thread");
    return wait.getString("threadName").equals(nameOf(truth))
        && thread != null
        && thread.getJavaThreadId() == truth.getThread().getJavaThreadId()
        && Objects.equals(wait.getString("spanId"), truth.getString("spanId"));
  }

  @Test
  void aWaitsSpanIsThatOfItsThread() {
    int virtual = 0;
    int withSpan = 0;
    for (RecordedEvent wait : of("jftrace.OffCpu")) {
      String spanId = wait.getString("spanId");
      if (isVirtual(wait) && spanId != null) {
        assertEquals(VirtualThreadsApplication.NAME + number(spanId), wait.getString("threadName"));
        withSpan++;
      } else if (spanId != null) {
        // Of main, which has run the task itself before.
        assertEquals("main", wait.getString("threadName"), wait.toString());
      }
      virtual += isVirtual(wait) ? 1 : 0;
    }
    System.out.printf("virtual threads: %d waits, %d of them within a span%n", virtual, withSpan);
    assertTrue(withSpan > 1000, withSpan + " waits");
  }

  private static long number(String spanId) {
    long id = Long.parseLong(spanId, 16) - VirtualThreadsApplication.FIRST_SPAN;
    return id >= VirtualThreadsApplication.CHILD ? id - VirtualThreadsApplication.CHILD : id;
  }

  @Test
  void aParkedVirtualThreadDoesNotWait() {
    Map<String, List<RecordedEvent>> parked = new HashMap<>();
    for (RecordedEvent park : of("test.Parked")) {
      if (isParkedInTheMiddle(park)) {
        parked.computeIfAbsent(nameOf(park), name -> new ArrayList<>()).add(park);
      }
    }
    int checked = 0;
    for (RecordedEvent wait : of("jftrace.OffCpu")) {
      if (isVirtual(wait)) {
        for (RecordedEvent park : parked.getOrDefault(wait.getString("threadName"), List.of())) {
          assertTrue(!isInTheMiddle(park, wait), wait + " within " + park);
          checked++;
        }
      }
    }
    System.out.printf("virtual threads: %d pairs of a park and a wait%n", checked);
    assertTrue(checked > 1000);
  }

  /**
   * On its way there and back it may be held up, by a pause of the JVM or for want of a CPU: if
   * that took less than the park did, the middle of it all is in the park.
   */
  private static boolean isParkedInTheMiddle(RecordedEvent park) {
    long nanos = park.getDuration().toNanos();
    return nanos >= park.getLong("nanos") && nanos < 2 * park.getLong("nanos");
  }

  private static boolean isInTheMiddle(RecordedEvent park, RecordedEvent wait) {
    long middle = (nanos(park.getStartTime()) + nanos(park.getEndTime())) / 2;
    return nanos(wait.getStartTime()) < middle && nanos(wait.getEndTime()) > middle;
  }

  @Test
  void aPinnedThreadWaitsItself() {
    Map<String, RecordedEvent> longest = new HashMap<>();
    for (RecordedEvent wait : of("jftrace.OffCpu")) {
      RecordedEvent truth = isVirtual(wait) ? around(wait) : null;
      if (truth != null && truth.getString("what").equals("pinned")) {
        longest.merge(
            nameOf(truth), wait, (a, b) -> a.getDuration().compareTo(b.getDuration()) > 0 ? a : b);
      }
    }
    long pinned =
        of("test.Mounted").stream().filter(e -> e.getString("what").equals("pinned")).count();
    Map<String, Integer> reasons = new TreeMap<>();
    longest.values().forEach(wait -> reasons.merge(wait.getString("reason"), 1, Integer::sum));
    System.out.printf(
        "virtual threads: %d of %d pinned parks seen, %s%n", longest.size(), pinned, reasons);
    assertTrue(longest.size() > pinned / 2);
  }

  @Test
  void childSpansHaveTheSpanOfTheirThreadAsParent() throws Exception {
    int virtual = 0;
    for (String line : Files.readAllLines(folder.resolve("spans"))) {
      for (String span : line.split("\"traceId\"", -1)) {
        if (span.contains("\"jftrace.carrier.name\"")) {
          virtual++;
          assertEquals(
              VirtualThreadsApplication.NAME + number(find(PARENT, span)), find(THREAD, span));
        }
      }
    }
    System.out.printf("virtual threads: %d child spans%n", virtual);
    assertTrue(virtual > 1000, virtual + " spans");
  }

  private static String find(Pattern pattern, String json) {
    Matcher matcher = pattern.matcher(json);
    assertTrue(matcher.find(), json);
    return matcher.group(1);
  }
}
