// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import com.sun.jna.Function;
import io.jftrace.agent.e2e.AgentStart;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;

/** Calls a function of the C library that takes its time within spans, and prints the spans. */
final class ProbedSpansApplication {

  static final int TIMES = 20;
  static final int SLEEP_MICROS = 6_000;

  private ProbedSpansApplication() {}

  public static void main(String[] args) throws Exception {
    AgentStart.await();
    Function usleep = Function.getFunction("c", "usleep");
    try (SdkTracerProvider sampled = SdkTracerProvider.builder().build();
        SdkTracerProvider unsampled =
            SdkTracerProvider.builder().setSampler(Sampler.alwaysOff()).build()) {
      for (int i = 0; i < TIMES; i++) {
        request(sampled.get("test"), usleep);
        request(unsampled.get("test"), usleep);
      }
    }
  }

  /** Prints the span, if there is one: trace id, span id, and when the call began and ended. */
  private static void request(Tracer tracer, Function usleep) {
    Span span = tracer.spanBuilder("request").setNoParent().startSpan();
    try (Scope scope = span.makeCurrent()) {
      // With the times of the span's own clock.
      span.addEvent("before");
      int result;
      do {
        // Not 0 if a signal ended it.
        result = usleep.invokeInt(new Object[] {SLEEP_MICROS});
      } while (result != 0);
      span.addEvent("after");
      // Too short for a span.
      usleep.invokeInt(new Object[] {0});
    } finally {
      span.end();
    }
    if (span instanceof ReadableSpan readable) {
      SpanData data = readable.toSpanData();
      System.out.printf(
          "%s\t%s\t%d\t%d%n",
          data.getTraceId(),
          data.getSpanId(),
          data.getEvents().get(0).getEpochNanos(),
          data.getEvents().get(1).getEpochNanos());
    }
  }
}
