// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.opentelemetry.exporter.logging.otlp.internal.traces.OtlpStdoutSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;

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

  /** Those that wait for an answer come last. */
  static List<NamedExporter> all(SpanOutputs outputs) {
    List<NamedExporter> exporters = new ArrayList<>();
    if (outputs.receivers().otlp() != null) {
      exporters.add(otlp(outputs.receivers().otlp()));
    }
    if (outputs.file() != null) {
      SpanExporter file =
          OtlpStdoutSpanExporter.builder()
              .setOutput(outputs.file())
              .setWrapperJsonObject(true)
              .build();
      exporters.add(new NamedExporter(outputs.fileName(), file, null));
    }
    if (outputs.receivers().zipkin() != null) {
      exporters.add(zipkin(outputs.receivers().zipkin()));
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
    return name + ": " + Failures.reason(result);
  }

  private static NamedExporter otlp(OtlpTarget target) {
    ExecutorService requests = OurThreads.requests("otlp");
    SpanExporter exporter = OtlpExporters.of(target, requests);
    return new NamedExporter(HttpAddress.shown(target.endpoint()), exporter, requests);
  }

  private static NamedExporter zipkin(ZipkinTarget target) {
    ExecutorService requests = OurThreads.requests("zipkin");
    SpanExporter exporter = new ZipkinExporter(target, requests);
    return new NamedExporter(HttpAddress.shown(target.endpoint()), exporter, requests);
  }
}
