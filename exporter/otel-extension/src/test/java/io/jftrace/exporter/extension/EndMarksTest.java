// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshHook.class)
class EndMarksTest {

  private final EndMarks marks = new EndMarks(new HookFinder(() -> FakeHook.class));

  @Test
  void theFirstWhoSeesASpansEndTellsIt() {
    FakeHook.openStuck();
    ReadableSpan first = Spans.ended(true);
    List<SpanData> spans = List.of(first.toSpanData(), Spans.ended(true).toSpanData());
    String a = spans.get(0).getSpanId();
    String b = spans.get(1).getSpanId();
    marks.ended(spans.subList(0, 1), 7);
    marks.ended(first);
    marks.ended(spans, 9);
    assertEquals(List.of(a, b), FakeHook.ENDED);
    assertEquals(Map.of(a, 7L, b, 9L), FakeHook.ENDED_NANOS);
    assertEquals(
        Map.of(a, spans.get(0).getEndEpochNanos(), b, spans.get(1).getEndEpochNanos()),
        FakeHook.END_EPOCH_NANOS);
  }

  @Test
  void aSpanEndsWhenItIsToldOf() {
    FakeHook.openStuck();
    long beforeNanos = System.nanoTime();
    ReadableSpan span = Spans.ended(true);
    marks.ended(span);
    long afterNanos = System.nanoTime();
    String id = span.getSpanContext().getSpanId();
    long endNanos = FakeHook.ENDED_NANOS.get(id);
    assertTrue(endNanos - beforeNanos >= 0 && endNanos - afterNanos <= 0);
    assertEquals(Map.of(id, span.toSpanData().getEndEpochNanos()), FakeHook.END_EPOCH_NANOS);
  }

  @Test
  void spansThatAreNotSampledAreNotToldOf() {
    FakeHook.openStuck();
    marks.ended(Spans.ended(false));
    assertEquals(List.of(), FakeHook.ENDED);
  }

  @Test
  void aSpanThatEndedWithoutAnAgentIsNotRemembered() {
    ReadableSpan span = Spans.ended(true);
    marks.ended(span);
    assertEquals(List.of(), FakeHook.ENDED);
    FakeHook.openStuck();
    marks.ended(span);
    assertEquals(List.of(span.getSpanContext().getSpanId()), FakeHook.ENDED);
  }
}
