// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshHook.class)
class EndMarksTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  private final EndMarks marks = new EndMarks(new HookFinder(() -> FakeHook.class));

  @Test
  void theFirstWhoSeesASpansEndTellsIt() {
    FakeHook.openStuck();
    List<SpanData> spans = Spans.named("a", "b");
    String a = spans.get(0).getSpanId();
    String b = spans.get(1).getSpanId();
    marks.ended(spans.subList(0, 1), 7);
    marks.ended(spans.get(0).getSpanContext());
    marks.ended(spans, 9);
    assertEquals(List.of(a, b), FakeHook.ENDED);
    assertEquals(Map.of(a, 7L, b, 9L), FakeHook.ENDED_NANOS);
  }

  @Test
  void aSpanEndsWhenItIsToldOf() {
    FakeHook.openStuck();
    long beforeNanos = System.nanoTime();
    marks.ended(span(true));
    long afterNanos = System.nanoTime();
    long endNanos = FakeHook.ENDED_NANOS.get(SPAN);
    assertTrue(endNanos - beforeNanos >= 0 && endNanos - afterNanos <= 0);
  }

  @Test
  void spansThatAreNotSampledAreNotToldOf() {
    FakeHook.openStuck();
    marks.ended(span(false));
    marks.ended(SpanContext.getInvalid());
    assertEquals(List.of(), FakeHook.ENDED);
  }

  @Test
  void aSpanThatEndedWithoutAnAgentIsNotRemembered() {
    marks.ended(span(true));
    assertEquals(List.of(), FakeHook.ENDED);
    FakeHook.openStuck();
    marks.ended(span(true));
    assertEquals(List.of(SPAN), FakeHook.ENDED);
  }

  private static SpanContext span(boolean isSampled) {
    TraceFlags flags = isSampled ? TraceFlags.getSampled() : TraceFlags.getDefault();
    return SpanContext.create(TRACE, SPAN, flags, TraceState.getDefault());
  }
}
