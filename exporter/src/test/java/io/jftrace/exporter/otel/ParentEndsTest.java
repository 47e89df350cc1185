// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static io.jftrace.exporter.TestHit.probe;
import static io.jftrace.exporter.otel.ExporterFixture.MILLI;
import static io.jftrace.exporter.otel.Receiver.attributes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.exporter.TestHit;
import io.jftrace.exporter.TestTimeline;
import io.jftrace.timeline.SpanRef;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes on after its parent's end. */
final class ParentEndsTest {

  /** A wall clock's, so that it is taken for one. */
  private static final long CLOCK = System.currentTimeMillis() * MILLI - System.nanoTime();

  private static final SpanRef PARENT =
      new SpanRef(ExporterFixture.TRACE_ID, ExporterFixture.SPAN_ID, true, CLOCK);
  private static final long END_NANOS = 10 * MILLI;

  private final ExporterFixture fixture = new ExporterFixture();

  @Test
  void waitsAreCut() throws Exception {
    Span span = exported(exporter -> wait(exporter, 4, 9, 13));
    assertTimes(4, 10, span);
    Map<String, String> attributes = attributes(span.getAttributesList());
    assertEquals("0.003", attributes.get("jftrace.wait.continued"));
    assertEquals("0.001", attributes.get("jftrace.runqueue.time"));
  }

  @Test
  void noTimeOnTheRunQueueIsLeftIfTheWaitItselfIsCut() throws Exception {
    Span span = exported(exporter -> wait(exporter, 4, 12, 13));
    assertTimes(4, 10, span);
    Map<String, String> attributes = attributes(span.getAttributesList());
    assertEquals("0.003", attributes.get("jftrace.wait.continued"));
    assertEquals("0.0", attributes.get("jftrace.runqueue.time"));
  }

  @Test
  void callsAreCut() throws Exception {
    Span span = exported(exporter -> call(exporter, 4, 12));
    assertTimes(4, 10, span);
    assertEquals("0.002", attributes(span.getAttributesList()).get("jftrace.call.continued"));
  }

  @Test
  void sumsAreCut() throws Exception {
    fixture.noSpansOfTheirOwn();
    Span span =
        exported(
            exporter -> {
              wait(exporter, 1, 3, 3);
              wait(exporter, 6, 15, 15);
            });
    assertEquals("other waits", span.getName());
    assertTimes(1, 10, span);
    Map<String, String> attributes = attributes(span.getAttributesList());
    assertEquals("0.005", attributes.get("jftrace.wait.continued"));
    assertEquals("0.011", attributes.get("jftrace.wait.time"));
  }

  @Test
  void whatBeginsAtTheEndIsLeftOut() throws Exception {
    Span span =
        exported(
            exporter -> {
              wait(exporter, 10, 13, 13);
              wait(exporter, 11, 13, 13);
              wait(exporter, 5, 10, 10);
            });
    assertTimes(5, 10, span);
    assertTrue(
        attributes(span.getAttributesList()).keySet().stream()
            .noneMatch(name -> name.endsWith(".continued")),
        span::toString);
  }

  @Test
  void isCutThoughTheEndIsToldLater() throws Exception {
    try (Receiver receiver = new Receiver();
        OtelExporter exporter = open(receiver)) {
      exporter.endsPassed();
      wait(exporter, 4, 13, 13);
      exporter.ended(PARENT.traceId(), PARENT.spanId(), CLOCK + END_NANOS);
      exporter.endsPassed();
      assertTrue(exporter.flush(ExporterFixture.PATIENCE));
      assertTimes(4, 10, receiver.spans().get(0));
    }
  }

  @Test
  void theLastEndsAreKnown() {
    ParentEnds ends = new ParentEnds();
    for (int i = 0; i <= ParentEnds.MAX_ENDS; i++) {
      ends.ended(ParentId.of(numbered(i)), CLOCK + END_NANOS);
    }
    List<CutSpan> cut =
        ends.cut(List.of(child(numbered(0)), child(numbered(1)), child(numbered(-1))));
    assertEquals(List.of(0L, 2 * MILLI, 0L), cut.stream().map(CutSpan::continuedNanos).toList());
  }

  private interface Children {
    void addTo(OtelExporter exporter);
  }

  /** The only one. */
  private Span exported(Children children) throws Exception {
    try (Receiver receiver = new Receiver();
        OtelExporter exporter = open(receiver)) {
      exporter.ended(PARENT.traceId(), PARENT.spanId(), CLOCK + END_NANOS);
      children.addTo(exporter);
      exporter.finished(PARENT);
      assertTrue(exporter.flush(ExporterFixture.PATIENCE));
      assertEquals(1, receiver.spans().size());
      assertEquals(1, exporter.exported());
      return receiver.spans().get(0);
    }
  }

  private OtelExporter open(Receiver receiver) throws Exception {
    return fixture.set("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.address()).open();
  }

  private static TestTimeline timeline(OtelExporter exporter) {
    return new TestTimeline(exporter.sink()).thread(7, "worker").span(7, PARENT);
  }

  private static void wait(OtelExporter exporter, int start, int queued, int end) {
    timeline(exporter)
        .events()
        .offCpu(7, start * MILLI, queued * MILLI, end * MILLI, -1, 'S', 0, 0);
  }

  private static void call(OtelExporter exporter, int start, int end) {
    exporter
        .sink()
        .probeHit(
            new TestHit(
                probe("fsync", true),
                timeline(exporter).events().thread(7),
                start * MILLI,
                end * MILLI,
                PARENT));
  }

  private static void assertTimes(int start, int end, Span span) {
    assertEquals(CLOCK + start * MILLI, span.getStartTimeUnixNano());
    assertEquals(CLOCK + end * MILLI, span.getEndTimeUnixNano());
  }

  private static SpanRef numbered(int number) {
    return new SpanRef(PARENT.traceId(), "%016x".formatted(number + 2), true, CLOCK);
  }

  /** From 4 to 12 ms. */
  private static ChildSpan child(SpanRef parent) {
    OtherSum sum = new OtherSum();
    sum.add(CLOCK + 4 * MILLI, CLOCK + 12 * MILLI, 8 * MILLI, null);
    return sum.span(parent, OtherKind.waits("lock"));
  }
}
