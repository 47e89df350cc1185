// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndMarksTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final EndMarks marks = new EndMarks(new HookFinder(() -> FakeHook.class));

  @BeforeEach
  void resetHook() {
    FakeHook.reset();
  }

  @AfterEach
  void closeHook() {
    FakeHook.close();
  }

  @Test
  void theFirstWhoSeesASpansEndTellsIt() {
    FakeHook.openStuck();
    marks.ended(span("b7ad6b7169203331", true), 7);
    marks.ended(span("b7ad6b7169203331", true), 8);
    marks.ended(span("b7ad6b7169203332", true), 9);
    assertEquals(List.of("b7ad6b7169203331", "b7ad6b7169203332"), FakeHook.ENDED);
    assertEquals(Map.of("b7ad6b7169203331", 7L, "b7ad6b7169203332", 9L), FakeHook.ENDED_NANOS);
  }

  @Test
  void spansThatAreNotSampledAreNotToldOf() {
    FakeHook.openStuck();
    marks.ended(span("b7ad6b7169203331", false), 7);
    marks.ended(SpanContext.getInvalid(), 7);
    assertEquals(List.of(), FakeHook.ENDED);
  }

  @Test
  void aSpanThatEndedWithoutAnAgentIsNotRemembered() {
    marks.ended(span("b7ad6b7169203331", true), 7);
    FakeHook.openStuck();
    marks.ended(span("b7ad6b7169203331", true), 8);
    assertEquals(Map.of("b7ad6b7169203331", 8L), FakeHook.ENDED_NANOS);
  }

  private static SpanContext span(String spanId, boolean isSampled) {
    TraceFlags flags = isSampled ? TraceFlags.getSampled() : TraceFlags.getDefault();
    return SpanContext.create(TRACE, spanId, flags, TraceState.getDefault());
  }
}
