// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * The application's own OpenTelemetry, configured by the standard variables: every trace is sampled
 * and written to a file; {@code OTEL_TRACES_EXPORTER} or the address of a receiver adds a backend.
 */
final class Tracing implements AutoCloseable {

  private static final String EXPORTERS = "otel.traces.exporter";

  private final OpenTelemetrySdk sdk;
  private final Tracer tracer;

  /**
   * @param file that the spans are written to, see {@link SpanLog}
   */
  Tracing(Path file) {
    sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(() -> defaults(file))
            .addPropertiesCustomizer(Tracing::alsoToFile)
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk();
    tracer = sdk.getTracer("io.jftrace.demo");
  }

  private static Map<String, String> defaults(Path file) {
    return Map.of(
        "otel.service.name",
        "jftrace-demo",
        // As the agent's, so that waits and the spans they are in come to the same receiver.
        "otel.exporter.otlp.protocol",
        "http/protobuf",
        "otel.metrics.exporter",
        "none",
        "otel.logs.exporter",
        "none",
        "otel.bsp.schedule.delay",
        "500",
        SpanLogProvider.FILE,
        file.toString());
  }

  static Map<String, String> alsoToFile(ConfigProperties config) {
    String asked = config.getString(EXPORTERS, isReceiverNamed(config) ? "otlp" : "none");
    String exporters = asked.equals("none") ? "" : asked + ",";
    return Map.of(EXPORTERS, exporters + SpanLogProvider.NAME);
  }

  /** Then the agent exports to it, too, without being asked by the other variable. */
  private static boolean isReceiverNamed(ConfigProperties config) {
    return config.getString("otel.exporter.otlp.traces.endpoint") != null
        || config.getString("otel.exporter.otlp.endpoint") != null;
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
