// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.lang.invoke.MethodHandle;
import org.junit.jupiter.api.Test;

class SpanClocksTest {

  private final MethodHandle offsetOf;

  SpanClocksTest() throws ReflectiveOperationException {
    offsetOf = SpanClocks.offsetOf(Span.class);
  }

  @Test
  void givesTheClockThatTheSpansOwnTimesAreOf() throws Throwable {
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder().addSpanProcessor(new SpanUser.Discard()).build()) {
      Span parent = provider.get("test").spanBuilder("parent").startSpan();
      Span child =
          provider
              .get("test")
              .spanBuilder("child")
              .setParent(Context.root().with(parent))
              .startSpan();
      long offsetNanos = (long) offsetOf.invoke(parent);
      assertEquals(offsetNanos, (long) offsetOf.invoke(child));
      long before = System.nanoTime();
      child.end();
      long after = System.nanoTime();
      long endNanos = ((ReadableSpan) child).toSpanData().getEndEpochNanos();
      assertTrue(before + offsetNanos <= endNanos, "ended before it was told to");
      assertTrue(endNanos <= after + offsetNanos, "ended after it had");
    }
  }

  @Test
  void givesNoneForASpanThatIsNotTheSdks() throws Throwable {
    assertEquals(0, (long) offsetOf.invoke(Span.getInvalid()));
  }
}
