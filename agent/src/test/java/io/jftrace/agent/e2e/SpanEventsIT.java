// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.agent.TestJvm;
import io.jftrace.agent.source.Tracing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmc.common.item.Attribute;
import org.openjdk.jmc.common.item.IAttribute;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** The spans' ids in each type of events, against those that the application itself recorded. */
class SpanEventsIT {

  private static final Set<String> WITHOUT_THREAD =
      Set.of("jftrace.DataLoss", "jftrace.Reader", "jftrace.Wakeup", "jftrace.Span");
  private static final String PROBE = "jftrace.probe.fsync";

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
    file = folder.resolve("spans.jfr");
    TestJvm.Result result =
        TestJvm.java(
            folder,
            TestJvm.agent() + "=prometheus=off,waits=full,probe=fsync=call:libc:fsync",
            "-cp",
            TestJvm.libraries(),
            SpanEventsApplication.class.getName(),
            file.toString(),
            folder.resolve("synced").toString());
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("recorded\n", result.out(), result.err());
    events = RecordingFile.readAllEvents(file);
    assertEquals(List.of(), of("jftrace.DataLoss"));
  }

  private static List<RecordedEvent> of(String type) {
    return events.stream().filter(e -> e.getEventType().getName().equals(type)).toList();
  }

  /** The application's own ones of a type that are of that thread. */
  private static List<RecordedEvent> own(String type, String threadName) {
    return of(type).stream()
        .filter(event -> event.getThread().getJavaName().equals(threadName))
        .toList();
  }

  private static RecordedEvent around(List<RecordedEvent> outer, RecordedEvent event) {
    return outer.stream()
        .filter(o -> !event.getStartTime().isBefore(o.getStartTime()))
        .filter(o -> event.getStartTime().isBefore(o.getEndTime()))
        .findFirst()
        .orElse(null);
  }

  /** Counts, by type, those within a span, all of which must have its ids. */
  private static Map<String, Integer> checkedWithin(String threadName) {
    List<RecordedEvent> inside = own("test.Inside", threadName);
    List<RecordedEvent> around = own("test.Around", threadName);
    assertEquals(SpanEventsApplication.REQUESTS, inside.size());
    Map<String, Integer> within = new TreeMap<>();
    for (RecordedEvent event : events) {
      String type = event.getEventType().getName();
      if (type.startsWith("jftrace.")
          && !WITHOUT_THREAD.contains(type)
          && threadName.equals(event.getString("threadName"))) {
        RecordedEvent span = around(inside, event);
        if (span != null) {
          assertEquals(span.getString("trace"), event.getString("traceId"), event::toString);
          assertEquals(span.getString("span"), event.getString("spanId"), event::toString);
          within.merge(type, 1, Integer::sum);
        } else if (around(around, event) == null) {
          assertEquals(null, event.getString("spanId"), event::toString);
        }
      }
    }
    return within;
  }

  @Test
  void eachTypeHasTheIdsOfTheSpanItIsIn() {
    Map<String, Integer> within = checkedWithin("worker");
    System.out.println("events of the worker within its spans: " + within);
    for (String type : List.of("OffCpu", "RunQueue", "Syscall", "PageFault", "Marker")) {
      assertTrue(within.containsKey("jftrace." + type), type + " is not among " + within);
    }
    assertEquals(SpanEventsApplication.REQUESTS, within.get(PROBE));
    assertEquals(SpanEventsApplication.REQUESTS, within.get("jftrace.Marker"));
    checkedWithin("helper");
  }

  @Test
  void requestsToDisksHaveThoseOfTheirIssue() {
    assumeTrue(
        of("jftrace.BlockIo").stream().anyMatch(e -> e.getString("threadName").equals("worker")),
        "the directory for temporary files is on no block device");
    assertTrue(checkedWithin("worker").containsKey("jftrace.BlockIo"));
  }

  @Test
  void whoeverEndsAWaitIsToldWithItsSpan() {
    List<RecordedEvent> helping = own("test.Inside", "helper");
    int handedOver = 0;
    for (RecordedEvent wait : of("jftrace.OffCpu")) {
      if ("worker".equals(wait.getString("threadName"))
          && "helper".equals(wait.getString("wakerName"))) {
        String waker = wait.getString("wakerSpanId");
        assertTrue(
            waker == null || helping.stream().anyMatch(e -> waker.equals(e.getString("span"))),
            wait::toString);
        handedOver += waker == null ? 0 : 1;
      }
    }
    System.out.println("waits that a span of the helper ended: " + handedOver);
    assertTrue(handedOver > SpanEventsApplication.REQUESTS / 2, handedOver + " waits");
  }

  @Test
  void wakeUpsHaveTheSpansOfBoth() {
    List<RecordedEvent> handedOver =
        of("jftrace.Wakeup").stream()
            .filter(e -> "helper".equals(e.getString("threadName")))
            .filter(e -> "worker".equals(e.getString("wokenName")))
            .filter(e -> e.getString("spanId") != null && e.getString("wokenSpanId") != null)
            .toList();
    assertTrue(handedOver.size() > SpanEventsApplication.REQUESTS / 2, handedOver.size() + "");
    Set<String> helpers = spansOf("helper");
    Set<String> workers = spansOf("worker");
    for (RecordedEvent event : handedOver) {
      assertTrue(helpers.contains(event.getString("spanId")), event::toString);
      assertTrue(workers.contains(event.getString("wokenSpanId")), event::toString);
    }
  }

  private static Set<String> spansOf(String threadName) {
    return own("test.Inside", threadName).stream()
        .map(event -> event.getString("span"))
        .collect(Collectors.toSet());
  }

  @Test
  void eachActivationIsAnEventAroundWhatTheApplicationSaw() {
    List<RecordedEvent> inside = new ArrayList<>(own("test.Inside", "worker"));
    inside.addAll(own("test.Inside", "helper"));
    for (RecordedEvent own : inside) {
      List<RecordedEvent> active =
          of("jftrace.Span").stream()
              .filter(e -> Objects.equals(e.getString("spanId"), own.getString("span")))
              .toList();
      assertEquals(1, active.size(), () -> own + " " + active);
      RecordedEvent event = active.get(0);
      assertEquals(own.getString("trace"), event.getString("traceId"));
      assertEquals(own.getThread().getJavaName(), event.getThread("thread").getJavaName());
      assertFalse(event.getStartTime().isAfter(own.getStartTime()), event::toString);
      assertFalse(event.getEndTime().isBefore(own.getEndTime()), event::toString);
    }
  }

  @Test
  void missionControlReadsTheSameIds() throws Exception {
    IAttribute<String> spanId = Attribute.attr("spanId", "spanId", "", UnitLookup.PLAIN_TEXT);
    for (String type : List.of("jftrace.OffCpu", "jftrace.Syscall", "jftrace.Span", PROBE)) {
      List<String> read = new ArrayList<>();
      for (IItemIterable items :
          JfrLoaderToolkit.loadEvents(file.toFile()).apply(ItemFilters.type(type))) {
        IMemberAccessor<String, IItem> id = spanId.getAccessor(items.getType());
        items.forEach(item -> read.add(id.getMember(item)));
      }
      List<String> expected = of(type).stream().map(e -> e.getString("spanId")).toList();
      assertEquals(ids(expected), ids(read), type);
    }
  }

  /**
   * Without those of events in no span, which the parsers have no common value for. How many events
   * have each is not compared: the parsers do not always agree on that, with pooled texts.
   */
  private static Set<String> ids(List<String> values) {
    return values.stream()
        .filter(value -> value != null && value.matches("[0-9a-f]{16}"))
        .collect(Collectors.toSet());
  }

  /** JFR's own events have the ids as their context, from JDK 25 on. */
  @Test
  void jfrPrintShowsTheSpanOfTheJdksOwnEvents() throws Exception {
    String home = System.getProperty("jftrace.test.java.home");
    assumeTrue(
        Files.readString(Path.of(home, "release"))
            .matches("(?s).*JAVA_VERSION=\"(2[5-9]|[3-9]\\d).*"),
        "before JDK 25 there is no context");
    Path out = folder.resolve("printed");
    Process print =
        new ProcessBuilder(
                home + "/bin/jfr", "print", "--events", "jdk.ThreadSleep", file.toString())
            .redirectOutput(out.toFile())
            .start();
    assertEquals(0, print.waitFor());
    String printed = Files.readString(out);
    for (String span : spansOf("worker")) {
      assertTrue(printed.contains("Context: Span.spanId = \"" + span + "\""), printed);
    }
  }
}
