// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static io.jftrace.exporter.TestHit.probe;
import static io.jftrace.exporter.otel.ExporterFixture.freePort;
import static io.jftrace.exporter.otel.ExporterFixture.offerWaits;
import static io.jftrace.exporter.otel.Receiver.attributes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.exporter.TestHit;
import io.jftrace.exporter.TestTimeline;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.WaitReason;
import io.jftrace.timeline.scheduler.SchedulerEvents;
import io.jftrace.timeline.waits.WaitAnswer;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class OtelExporterTest {

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN_ID = "b7ad6b7169203331";
  private static final SpanRef SPAN = new SpanRef(TRACE_ID, SPAN_ID, true);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final long MILLI = 1_000_000;

  private final Map<String, String> variables = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private int maxPerParent = 1000;

  @Test
  void waitIsAChildOfTheSpanItHappenedIn() throws Exception {
    try (Receiver receiver = new Receiver();
        OtelExporter exporter = openTo(receiver)) {
      Thread self = Thread.currentThread();
      TestTimeline timeline =
          new TestTimeline(exporter.sink(), found -> found.thread(7, self, 4711))
              .thread(7, "comm")
              .span(7, SPAN)
              .thread(8, "producer");
      long endNanos = System.nanoTime();
      Instant now = Instant.now();
      long startNanos = endNanos - 5 * MILLI;

      timeline.events().offCpu(7, startNanos, endNanos - 40_000, endNanos, 8, 'S', 1, 3);

      assertTrue(exporter.flush(TEN_SECONDS));
      Span span = onlySpan(receiver);
      assertEquals(TRACE_ID, HexFormat.of().formatHex(span.getTraceId().toByteArray()));
      assertEquals(SPAN_ID, HexFormat.of().formatHex(span.getParentSpanId().toByteArray()));
      assertEquals(8, span.getSpanId().size());
      assertEquals("wait sleeping", span.getName());
      assertEquals(Span.SpanKind.SPAN_KIND_INTERNAL, span.getKind());
      assertEquals(5 * MILLI, span.getEndTimeUnixNano() - span.getStartTimeUnixNano());
      long nowEpochNanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
      long offNanos = Math.abs(nowEpochNanos - span.getEndTimeUnixNano());
      assertTrue(offNanos < 5 * MILLI, "off by " + offNanos + " ns");
      assertEquals(
          new TreeMap<>(
              Map.ofEntries(
                  Map.entry("thread.id", "4711"),
                  Map.entry("thread.name", self.getName()),
                  Map.entry("jftrace.tid", "7"),
                  Map.entry("jftrace.wait.reason", "sleeping"),
                  Map.entry("jftrace.wait.state", "S"),
                  Map.entry("jftrace.runqueue.time", "4.0E-5"),
                  Map.entry("jftrace.waker.name", "producer"),
                  Map.entry("jftrace.waker.tid", "8"),
                  Map.entry("jftrace.cpu.out", "1"),
                  Map.entry("jftrace.cpu.in", "3"))),
          attributes(span.getAttributesList()));
      assertEquals(1, exporter.exported());
      assertEquals(0, exporter.failed() + exporter.dropped());
    }
  }

  @Test
  void whatWasFoundOutMeanwhileIsTold() throws Exception {
    try (Receiver receiver = new Receiver();
        OtelExporter exporter = openTo(receiver)) {
      TestTimeline timeline = new TestTimeline(exporter.sink()).thread(7, "worker").span(7, SPAN);
      timeline
          .events()
          .answered(
              7,
              new WaitAnswer(
                  MILLI,
                  2 * MILLI,
                  WaitReason.LOCK,
                  "java.lang.Object",
                  "worker-2",
                  "a.B.c(B.java:1)",
                  "futex",
                  ""));

      timeline.events().offCpu(7, 0, 5 * MILLI, 5 * MILLI, -1, 'S', 0, 0);

      assertTrue(exporter.flush(TEN_SECONDS));
      assertEquals("wait lock", onlySpan(receiver).getName());
      Map<String, String> attributes = attributes(onlySpan(receiver).getAttributesList());
      assertEquals("lock", attributes.get("jftrace.wait.reason"));
      assertEquals("java.lang.Object", attributes.get("jftrace.lock.class"));
      assertEquals("worker-2", attributes.get("jftrace.lock.owner"));
      assertEquals("a.B.c(B.java:1)", attributes.get("code.stacktrace"));
      assertEquals("futex", attributes.get("jftrace.syscall"));
      assertFalse(attributes.containsKey("jftrace.wait.target"), attributes::toString);
    }
  }

  @Test
  void wakersAreNamed() throws Exception {
    try (Receiver receiver = new Receiver();
        OtelExporter exporter = openTo(receiver)) {
      TestTimeline timeline = new TestTimeline(exporter.sink()).thread(7, "worker").span(7, SPAN);
      timeline.otherProcess(99, "kworker/0:1");

      timeline.events().offCpu(7, 0, 2 * MILLI, 2 * MILLI, SchedulerEvents.INTERRUPT, 'S', 0, 0);
      timeline.events().offCpu(7, 3 * MILLI, 5 * MILLI, 5 * MILLI, 99, 'D', 0, 0);
      timeline.events().offCpu(7, 6 * MILLI, 6 * MILLI, 8 * MILLI, -1, 'R', 0, 0);

      assertTrue(exporter.flush(TEN_SECONDS));
      List<Map<String, String>> spans =
          receiver.spans().stream().map(span -> attributes(span.getAttributesList())).toList();
      assertEquals("interrupt", spans.get(0).get("jftrace.waker.name"));
      assertEquals("0", spans.get(0).get("jftrace.waker.tid"));
      assertEquals("other process", spans.get(1).get("jftrace.waker.name"));
      assertEquals("kworker/0:1", spans.get(1).get("jftrace.waker.comm"));
      assertEquals("preempted", spans.get(2).get("jftrace.wait.reason"));
      assertEquals("0.002", spans.get(2).get("jftrace.runqueue.time"));
      assertFalse(spans.get(2).containsKey("jftrace.waker.tid"), spans.get(2)::toString);
      assertFalse(spans.get(2).containsKey("thread.id"), spans.get(2)::toString);
    }
  }

  @Test
  void aWaitIsLinkedToTheSpanOfWhoEndedIt() throws Exception {
    try (Receiver receiver = new Receiver();
        OtelExporter exporter = openTo(receiver)) {
      TestTimeline timeline =
          new TestTimeline(exporter.sink())
              .thread(7, "worker")
              .span(7, SPAN)
              .thread(8, "releaser")
              .span(8, new SpanRef("c".repeat(32), "d".repeat(16), true))
              .thread(9, "unsampled")
              .span(9, new SpanRef("e".repeat(32), "f".repeat(16), false))
              .thread(10, "same span")
              .span(10, new SpanRef(TRACE_ID, SPAN_ID, true, 1))
              .thread(11, "no span")
              .thread(12, "invalid")
              .span(12, new SpanRef("0".repeat(32), "d".repeat(16), true));
      for (int waker = 8; waker <= 12; waker++) {
        timeline.events().offCpu(7, 0, 2 * MILLI, 2 * MILLI, waker, 'S', 0, 0);
      }

      assertTrue(exporter.flush(TEN_SECONDS));
      assertEquals(
          List.of(1, 0, 0, 0, 0), receiver.spans().stream().map(Span::getLinksCount).toList());
      Span.Link link = receiver.spans().get(0).getLinks(0);
      assertEquals("c".repeat(32), HexFormat.of().formatHex(link.getTraceId().toByteArray()));
      assertEquals("d".repeat(16), HexFormat.of().formatHex(link.getSpanId().toByteArray()));
      assertEquals(Map.of("jftrace.link", "waker"), attributes(link.getAttributesList()));
    }
  }

  @Test
  void whatIsBeyondTheBudgetIsTold() throws Exception {
    maxPerParent = 2;
    try (Receiver receiver = new Receiver();
        OtelExporter exporter = openTo(receiver)) {
      TestTimeline timeline = new TestTimeline(exporter.sink()).thread(7, "worker").span(7, SPAN);
      for (int i = 0; i < 5; i++) {
        long startNanos = i * (100 * MILLI);
        long endNanos = startNanos + (20 - i) * MILLI;
        timeline.events().offCpu(7, startNanos, endNanos, endNanos, -1, 'D', 0, 0);
      }
      TestHit call =
          new TestHit(probe("fsync", true), timeline.events().thread(7), 0, 3 * MILLI, SPAN);
      exporter.sink().probeHit(call);

      exporter.finished(SPAN);

      assertTrue(exporter.flush(TEN_SECONDS));
      List<Span> others =
          receiver.spans().stream()
              .filter(span -> span.getName().startsWith("other "))
              .sorted(Comparator.comparing(Span::getName))
              .toList();
      assertEquals(4, receiver.spans().size());
      assertEquals(4, exporter.summed());
      Span calls = others.get(0);
      assertEquals("other calls", calls.getName());
      assertEquals(
          Map.of(
              "thread.name", "worker",
              "jftrace.tid", "7",
              "jftrace.probe.name", "fsync",
              "jftrace.call.count", "1",
              "jftrace.call.time", "0.003",
              "jftrace.call.max", "0.003"),
          attributes(calls.getAttributesList()));
      Span waits = others.get(1);
      assertEquals("other waits", waits.getName());
      assertEquals(SPAN_ID, HexFormat.of().formatHex(waits.getParentSpanId().toByteArray()));
      assertEquals(216 * MILLI, waits.getEndTimeUnixNano() - waits.getStartTimeUnixNano());
      assertEquals(
          Map.of(
              "thread.name", "worker",
              "jftrace.tid", "7",
              "jftrace.wait.reason", "uninterruptible",
              "jftrace.wait.count", "3",
              "jftrace.wait.time", "0.051",
              "jftrace.wait.max", "0.018"),
          attributes(waits.getAttributesList()));
    }
  }

  @Test
  void whatIsSummedIsExportedAtTheEnd() throws Exception {
    maxPerParent = 0;
    try (Receiver receiver = new Receiver()) {
      OtelExporter exporter = openTo(receiver);
      TestTimeline timeline =
          new TestTimeline(exporter.sink())
              .thread(7, "a")
              .span(7, SPAN)
              .thread(8, "b")
              .span(8, SPAN);
      timeline.events().offCpu(7, 0, MILLI, 2 * MILLI, -1, 'S', 0, 0);
      timeline.events().offCpu(8, 0, MILLI, 2 * MILLI, -1, 'S', 0, 0);
      timeline.events().complete(3 * MILLI);
      exporter.close();
      assertEquals(
          Map.of(
              "jftrace.wait.reason", "sleeping",
              "jftrace.wait.count", "2",
              "jftrace.wait.time", "0.004",
              "jftrace.wait.max", "0.002"),
          attributes(onlySpan(receiver).getAttributesList()),
          "no thread, as there were two");
    }
  }

  @Test
  void whatAReceiverThatHangsMakesWaitIsBounded() throws Exception {
    maxPerParent = 10_000;
    variables.put("OTEL_EXPORTER_OTLP_TIMEOUT", "60000");
    try (Receiver receiver = new Receiver().answering(200, 60_000);
        OtelExporter exporter = openTo(receiver)) {
      offerWaits(exporter, 900);
      TestTimeline timeline = new TestTimeline(exporter.sink()).thread(7, "worker");
      for (int i = 0; i < 4_000; i++) {
        timeline.span(7, new SpanRef(TRACE_ID, "%016x".formatted(i + 1), true));
        long endNanos = (i + 10) * MILLI;
        timeline.events().offCpu(7, endNanos - 2 * MILLI, endNanos, endNanos, -1, 'S', 0, 0);
      }
      // All but what is in the queue, 2048, and what is being exported, 512 at most.
      assertTrue(exporter.dropped() >= 4_900 - 2_560, () -> "dropped " + exporter.dropped());
      assertEquals(0, exporter.exported() + exporter.failed());
      assertEquals(0, exporter.summed());
    }
  }

  @Test
  void requestIsAsTheVariablesSay() throws Exception {
    variables.put("OTEL_SERVICE_NAME", "checkout");
    variables.put("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=pre%20prod,a=b");
    variables.put("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Basic%20a+b%3D");
    variables.put("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip");
    try (Receiver receiver = new Receiver();
        OtelExporter exporter = openTo(receiver)) {
      offerWaits(exporter, 1);

      assertTrue(exporter.flush(TEN_SECONDS));
      Receiver.Received request = receiver.received().get(0);
      assertEquals("/v1/traces", request.path());
      assertEquals("Basic a+b=", request.headers().getFirst("authorization"));
      assertEquals("gzip", request.headers().getFirst("Content-Encoding"));
      assertEquals("application/x-protobuf", request.headers().getFirst("Content-Type"));
      ResourceSpans spans = request.body().getResourceSpans(0);
      Map<String, String> resource = attributes(spans.getResource().getAttributesList());
      assertEquals("checkout", resource.get("service.name"));
      assertEquals("pre prod", resource.get("deployment.environment.name"));
      assertEquals("b", resource.get("a"));
      assertEquals("java", resource.get("telemetry.sdk.language"));
      assertEquals("opentelemetry", resource.get("telemetry.sdk.name"));
      assertEquals(Long.toString(ProcessHandle.current().pid()), resource.get("process.pid"));
      ScopeSpans scope = spans.getScopeSpans(0);
      assertEquals("io.jftrace", scope.getScope().getName());
      assertEquals("1.2.3", scope.getScope().getVersion());
    }
  }

  @Test
  void serviceHasTheStandardNameIfNoneIsGiven() throws Exception {
    try (Receiver receiver = new Receiver();
        OtelExporter exporter = openTo(receiver)) {
      offerWaits(exporter, 1);
      assertTrue(exporter.flush(TEN_SECONDS));
      ResourceSpans spans = receiver.received().get(0).body().getResourceSpans(0);
      assertEquals(
          "unknown_service:java",
          attributes(spans.getResource().getAttributesList()).get("service.name"));
    }
  }

  @Test
  void onlyLongWaitsInSampledSpansAreExported() throws Exception {
    try (Receiver receiver = new Receiver();
        OtelExporter exporter = openTo(receiver)) {
      TestTimeline timeline =
          new TestTimeline(exporter.sink())
              .thread(1, "short")
              .span(1, SPAN)
              .thread(2, "unsampled")
              .span(2, new SpanRef(TRACE_ID, SPAN_ID, false))
              .thread(3, "none")
              .thread(4, "jftrace-otlp-1")
              .span(4, SPAN)
              .thread(5, "invalid")
              .span(5, new SpanRef("0".repeat(32), SPAN_ID, true))
              .thread(6, "wanted")
              .span(6, SPAN);
      timeline.events().offCpu(1, 0, 0, MILLI - 1, -1, 'S', 0, 0);
      assertEquals(0, timeline.spanLookups());
      for (int tid = 2; tid <= 6; tid++) {
        timeline.events().offCpu(tid, 0, 0, MILLI, -1, 'S', 0, 0);
      }

      assertTrue(exporter.flush(TEN_SECONDS));
      assertEquals("wanted", attributes(onlySpan(receiver).getAttributesList()).get("thread.name"));
    }
  }

  @Test
  void receiverThatIsDownIsCountedAndWarnedAboutOnce() throws Exception {
    variables.put("OTEL_EXPORTER_OTLP_TIMEOUT", "200");
    String address = "http://127.0.0.1:" + freePort();
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", address);
    try (OtelExporter exporter = open()) {
      offerWaits(exporter, 3);
      assertTrue(exporter.flush(TEN_SECONDS));
      offerWaits(exporter, 1);
      assertTrue(exporter.flush(TEN_SECONDS));

      assertEquals(4, exporter.failed());
      assertEquals(0, exporter.exported());
      assertEquals(
          List.of("spans not exported to " + address + "/v1/traces: ConnectException (3 so far)"),
          warnings);
    }
  }

  @Test
  void refusalIsWarnedAboutWithItsStatus() throws Exception {
    try (Receiver receiver = new Receiver().answering(401, 0);
        OtelExporter exporter = openTo(receiver)) {
      offerWaits(exporter, 2);
      assertTrue(exporter.flush(TEN_SECONDS));
      assertEquals(2, exporter.failed());
      assertEquals(1, warnings.size(), warnings::toString);
      assertTrue(
          warnings.get(0).endsWith("/v1/traces: HTTP status 401 (2 so far)"), warnings::toString);
    }
  }

  @Test
  void spansBeyondTheQueueAreDroppedAndCounted() throws Exception {
    variables.put("OTEL_BSP_MAX_QUEUE_SIZE", "10");
    variables.put("OTEL_BSP_SCHEDULE_DELAY", "60000");
    try (Receiver receiver = new Receiver().answering(200, 500);
        OtelExporter exporter = openTo(receiver)) {
      offerWaits(exporter, 100);
      assertTrue(exporter.flush(TEN_SECONDS));
      assertTrue(exporter.dropped() >= 70, () -> "dropped " + exporter.dropped());
      assertEquals(100, exporter.exported() + exporter.dropped());
      assertEquals(exporter.exported(), receiver.spans().size());
    }
  }

  @Test
  void fullBatchIsExportedAtOnceAndOthersAfterTheDelay() throws Exception {
    variables.put("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "4");
    variables.put("OTEL_BSP_SCHEDULE_DELAY", "300");
    try (Receiver receiver = new Receiver();
        OtelExporter exporter = openTo(receiver)) {
      offerWaits(exporter, 6);
      for (int i = 0; i < 500 && exporter.exported() < 6; i++) {
        Thread.sleep(10);
      }
      assertEquals(6, receiver.spans().size());
      assertEquals(2, receiver.received().size());
    }
  }

  @Test
  void closeExportsWhatWaitsAndEndsTheThreads() throws Exception {
    try (Receiver receiver = new Receiver()) {
      OtelExporter exporter = openTo(receiver);
      offerWaits(exporter, 3);
      exporter.close();
      assertEquals(3, receiver.spans().size());
      offerWaits(exporter, 1);
      assertEquals(1, exporter.dropped());
      for (int i = 0; i < 200 && !threads().isEmpty(); i++) {
        Thread.sleep(10);
      }
      assertEquals(List.of(), threads());
    }
  }

  @Test
  void closeDoesNotWaitForAReceiverThatHangs() throws Exception {
    try (Receiver receiver = new Receiver().answering(200, 30_000)) {
      OtelExporter exporter = openTo(receiver);
      offerWaits(exporter, 3);
      long startNanos = System.nanoTime();
      exporter.close();
      long tookMillis = (System.nanoTime() - startNanos) / MILLI;
      assertTrue(tookMillis < 4_000, "took " + tookMillis + " ms");
      assertEquals(0, exporter.exported());
    }
  }

  @Test
  void isNotOpenedWithNowhereToExportTo() throws Exception {
    assertTrue(OtelExporter.open(settings()).isEmpty());
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1");
    variables.put("OTEL_TRACES_EXPORTER", "none");
    assertTrue(OtelExporter.open(settings()).isEmpty());
    variables.put("OTEL_TRACES_EXPORTER", "otlp");
    variables.put("OTEL_SDK_DISABLED", "true");
    assertTrue(OtelExporter.open(settings()).isEmpty());
  }

  @Test
  void otherProtocolsAreRefusedInOneLine() {
    variables.put("OTEL_TRACES_EXPORTER", "otlp");
    variables.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json");
    IOException e = assertThrows(IOException.class, () -> OtelExporter.open(settings()));
    assertTrue(
        e.getMessage().startsWith("OTEL_EXPORTER_OTLP_PROTOCOL=http/json: "), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  private OtelExporter openTo(Receiver receiver) throws IOException {
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.address());
    return open();
  }

  private OtelExporter open() throws IOException {
    return OtelExporter.open(settings()).orElseThrow();
  }

  private OtelSettings settings() {
    return new OtelSettings(
        variables::get, null, MILLI, maxPerParent, 1000, false, "1.2.3", warnings::add);
  }

  private static Span onlySpan(Receiver receiver) {
    assertEquals(1, receiver.spans().size(), () -> receiver.spans().toString());
    return receiver.spans().get(0);
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith(OurThreads.PREFIX))
        .toList();
  }
}
