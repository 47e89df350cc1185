// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static io.jftrace.exporter.TestHit.probe;
import static io.jftrace.exporter.otel.Receiver.attributes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.exporter.TestHit;
import io.jftrace.exporter.TestTimeline;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.probes.ProbeField;
import io.jftrace.timeline.probes.ProbeType;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that probes follow, as spans at a receiver. */
final class CallSpansTest {

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN_ID = "b7ad6b7169203331";
  private static final long MILLI = 1_000_000;

  private static final ProbeType CALL =
      probe(
          "open_file",
          true,
          new ProbeField("path", ProbeField.Kind.TEXT),
          new ProbeField("size", ProbeField.Kind.UNSIGNED),
          new ProbeField("buffer", ProbeField.Kind.ADDRESS),
          new ProbeField("create", ProbeField.Kind.BOOLEAN),
          new ProbeField("retval", ProbeField.Kind.SIGNED));
  private static final List<Object> VALUES = List.of("/etc/x", 17L, -1L, true, -2L);

  private Receiver receiver;

  @BeforeEach
  void start() throws Exception {
    receiver = new Receiver();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private static SpanRef span(boolean sampled, long clockOffsetNanos) {
    return new SpanRef(TRACE_ID, SPAN_ID, sampled, clockOffsetNanos);
  }

  private static TracedThread thread(String name) {
    return new TestTimeline(new TimelineSink() {}).thread(7, name).events().thread(7);
  }

  private static TestHit call(String thread, long durationNanos, SpanRef span, boolean isShown) {
    return new TestHit(CALL, thread(thread), 0, durationNanos, span, isShown, VALUES);
  }

  private List<Span> exported(boolean texts, TestHit... hits) throws Exception {
    Map<String, String> variables = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.address());
    OtelSettings settings =
        new OtelSettings(variables::get, null, MILLI, 128, 1000, texts, "1.2.3", warning -> {});
    try (OtelExporter exporter = OtelExporter.open(settings).orElseThrow()) {
      for (TestHit hit : hits) {
        exporter.sink().probeHit(hit);
      }
      assertTrue(exporter.flush(Duration.ofSeconds(10)));
    }
    return receiver.spans();
  }

  @Test
  void aCallIsAChildOfTheSpanItWasMadeIn() throws Exception {
    long offsetNanos = System.currentTimeMillis() * MILLI - System.nanoTime();
    List<Span> spans = exported(false, call("worker", 5 * MILLI, span(true, offsetNanos), true));
    assertEquals(1, spans.size());
    Span span = spans.get(0);
    assertEquals(TRACE_ID, HexFormat.of().formatHex(span.getTraceId().toByteArray()));
    assertEquals(SPAN_ID, HexFormat.of().formatHex(span.getParentSpanId().toByteArray()));
    assertEquals("call open_file", span.getName());
    assertEquals(Span.SpanKind.SPAN_KIND_INTERNAL, span.getKind());
    assertEquals(offsetNanos, span.getStartTimeUnixNano());
    assertEquals(offsetNanos + 5 * MILLI, span.getEndTimeUnixNano());
    assertEquals(
        new TreeMap<>(
            Map.of(
                "thread.name", "worker",
                "jftrace.tid", "7",
                "jftrace.probe.name", "open_file",
                "jftrace.probe.place", "uprobe:libc:open_file",
                "jftrace.probe.arg.size", "17",
                "jftrace.probe.arg.buffer", "0xffffffffffffffff",
                "jftrace.probe.arg.create", "true",
                "jftrace.probe.arg.retval", "-2")),
        attributes(span.getAttributesList()));
  }

  @Test
  void textsAreExportedIfAllowed() throws Exception {
    List<Span> spans = exported(true, call("worker", MILLI, span(true, 0), true));
    Map<String, String> attributes = attributes(spans.get(0).getAttributesList());
    assertEquals("/etc/x", attributes.get("jftrace.probe.arg.path"));
  }

  @Test
  void onlyLongCallsInSampledSpansAreExported() throws Exception {
    ProbeType noCall = probe("hit", false);
    List<Span> spans =
        exported(
            false,
            call("short", MILLI - 1, span(true, 0), true),
            call("unsampled", MILLI, span(false, 0), true),
            call("none", MILLI, null, true),
            call("limited", MILLI, span(true, 0), false),
            call("jftrace-otlp-1", MILLI, span(true, 0), true),
            new TestHit(noCall, thread("hit"), 0, MILLI, span(true, 0)),
            call("wanted", MILLI, span(true, 0), true));
    assertEquals(
        List.of("wanted"),
        spans.stream()
            .map(each -> attributes(each.getAttributesList()).get("thread.name"))
            .toList());
  }
}
