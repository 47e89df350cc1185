// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.exporter.logging.otlp.internal.traces.OtlpStdoutSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** An exporter of the SDK, and what to call it in messages. */
final class NamedExporter {

  private final String name;
  private final SpanExporter exporter;
  private final ExecutorService requests;

  private NamedExporter(String name, SpanExporter exporter, ExecutorService requests) {
    this.name = name;
    this.exporter = exporter;
    this.requests = requests;
  }

  static List<NamedExporter> all(SpanOutputs outputs) {
    List<NamedExporter> exporters = new ArrayList<>();
    if (outputs.target() != null) {
      exporters.add(otlp(outputs.target()));
    }
    if (outputs.file() != null) {
      SpanExporter file =
          OtlpStdoutSpanExporter.builder()
              .setOutput(outputs.file())
              .setWrapperJsonObject(true)
              .build();
      exporters.add(new NamedExporter(outputs.fileName(), file, null));
    }
    return exporters;
  }

  CompletableResultCode export(Collection<SpanData> spans) {
    return exporter.export(spans);
  }

  void close() {
    if (requests != null) {
      requests.shutdownNow();
    }
    exporter.shutdown();
  }

  /** One line about a result that is no success. */
  String failure(CompletableResultCode result) {
    return name + ": " + (result.isDone() ? reason(result.getFailureThrowable()) : "no answer yet");
  }

  private static String reason(Throwable thrown) {
    if (thrown == null) {
      return "cannot be written";
    }
    if (thrown instanceof HttpExportException http && http.getResponse() != null) {
      return "HTTP status " + http.getResponse().getStatusCode();
    }
    Throwable cause = thrown;
    while (isWrapper(cause) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String type = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? type : type + ": " + cause.getMessage();
  }

  private static boolean isWrapper(Throwable thrown) {
    return thrown instanceof HttpExportException
        || thrown instanceof CompletionException
        || thrown instanceof UncheckedIOException;
  }

  private static NamedExporter otlp(OtlpTarget target) {
    ExecutorService requests = OurThreads.requests();
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(target.endpoint().toString())
            .setTimeout(target.timeoutMillis(), TimeUnit.MILLISECONDS)
            .setCompression(target.compression())
            .setExecutorService(requests);
    target.headers().forEach(builder::addHeader);
    if (!target.certificate().isEmpty()) {
      builder.setTrustedCertificates(target.certificate().getBytes(StandardCharsets.UTF_8));
    }
    if (!target.clientKey().isEmpty() && !target.clientCertificate().isEmpty()) {
      builder.setClientTls(
          target.clientKey().getBytes(StandardCharsets.UTF_8),
          target.clientCertificate().getBytes(StandardCharsets.UTF_8));
    }
    return new NamedExporter(target.endpoint().toString(), builder.build(), requests);
  }
}
