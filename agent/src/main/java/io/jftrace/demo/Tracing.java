// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The application's own OpenTelemetry SDK, built by hand; every trace is sampled. */
final class Tracing implements AutoCloseable {

  private static final Attributes SERVICE =
      Attributes.of(AttributeKey.stringKey("service.name"), "jftrace-demo");

  private final OpenTelemetrySdk sdk;
  private final Tracer tracer;

  Tracing(SpanExporter exporter) {
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(Resource.getDefault().merge(Resource.create(SERVICE)))
            .setSampler(Sampler.alwaysOn())
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();
    sdk = OpenTelemetrySdk.builder().setTracerProvider(provider).build();
    tracer = sdk.getTracer("io.jftrace.demo");
  }

  /** Runs a request inside a server span that is active on the calling thread. */
  <T> T request(String path, Callable<T> body) throws Exception {
    Span span =
        tracer
            .spanBuilder("GET " + path)
            .setNoParent()
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", "GET")
            .setAttribute("url.path", path)
            .startSpan();
    return inside(span, body);
  }

  /** Runs a step inside a child span that is active on the calling thread. */
  <T> T step(String name, Callable<T> body) throws Exception {
    return inside(tracer.spanBuilder(name).startSpan(), body);
  }

  private static <T> T inside(Span span, Callable<T> body) throws Exception {
    try {
      return Context.current().with(span).wrap(body).call();
    } catch (Exception e) {
      span.recordException(e).setStatus(StatusCode.ERROR);
      throw e;
    } finally {
      span.end();
    }
  }

  void flush() {
    sdk.getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    sdk.close();
  }
}
