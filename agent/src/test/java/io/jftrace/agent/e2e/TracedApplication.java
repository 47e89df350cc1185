// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An application whose spans wait: nested ones on several threads, and some that are not sampled.
 * Writes its own spans to standard output.
 */
final class TracedApplication {

  /** Known to its SDK only. */
  static final String SERVICE = "traced-application";

  static final int REQUESTS = 40;
  static final int SLEEP_MILLIS = 5;

  private TracedApplication() {}

  public static void main(String[] args) throws Exception {
    AgentStart.await();
    Printer printer = new Printer();
    try (SdkTracerProvider sampled = provider(Sampler.alwaysOn(), printer);
        SdkTracerProvider unsampled = provider(Sampler.alwaysOff(), printer)) {
      Tracer tracer = sampled.get("test");
      Tracer silent = unsampled.get("test");
      ExecutorService pool = Executors.newFixedThreadPool(4);
      List<Future<?>> requests = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        requests.add(pool.submit(() -> request(tracer, "request")));
        requests.add(pool.submit(() -> request(silent, "unsampled")));
      }
      for (Future<?> request : requests) {
        request.get();
      }
      pool.shutdown();
    }
  }

  private static SdkTracerProvider provider(Sampler sampler, SpanProcessor processor) {
    return SdkTracerProvider.builder()
        .setResource(
            Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), SERVICE)))
        .setSampler(sampler)
        .addSpanProcessor(processor)
        .build();
  }

  private static Void request(Tracer tracer, String name) throws Exception {
    // Between requests, and so in no span.
    Thread.sleep(2);
    Span request = tracer.spanBuilder(name).setNoParent().startSpan();
    try (Scope scope = request.makeCurrent()) {
      Thread.sleep(SLEEP_MILLIS);
      Span step = tracer.spanBuilder("step of " + name).startSpan();
      try (Scope stepScope = step.makeCurrent()) {
        Thread.sleep(SLEEP_MILLIS);
      } finally {
        step.end();
      }
      Thread onAnother = new Thread(Context.current().wrap(TracedApplication::nap), "napper");
      onAnother.start();
      onAnother.join();
    } finally {
      request.end();
    }
    return null;
  }

  private static void nap() {
    try {
      Thread.sleep(SLEEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Prints spans as they end: name, trace id, span id, start and end in epoch nanoseconds, and by
   * how much the SDK's clock differs from the wall clock. The SDK reads both of its clocks once per
   * trace, and a thread that is preempted in between gets a clock that is off by that much.
   */
  private static final class Printer implements SpanProcessor {

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Map<String, Long> clockErrors = new ConcurrentHashMap<>();

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
      Instant now = Instant.now();
      long nowNanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
      SpanData data = span.toSpanData();
      clockErrors.put(data.getSpanId(), nowNanos - data.getStartEpochNanos());
    }

    @Override
    public boolean isStartRequired() {
      return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      SpanData data = span.toSpanData();
      out.println(
          String.join(
              "\t",
              data.getName(),
              data.getTraceId(),
              data.getSpanId(),
              Long.toString(data.getStartEpochNanos()),
              Long.toString(data.getEndEpochNanos()),
              clockErrors.get(data.getSpanId()).toString()));
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
