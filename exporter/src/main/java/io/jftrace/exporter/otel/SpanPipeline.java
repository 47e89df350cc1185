// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The OpenTelemetry SDK. Loading this class loads that one; for one thread. */
final class SpanPipeline {

  private static final String SCOPE = "io.jftrace";

  private final CollectedSpans collected = new CollectedSpans();
  private final List<NamedExporter> exporters;
  private final Tracer tracer;
  private final long timeoutMillis;

  SpanPipeline(SpanOutputs outputs) {
    QuietLogging.apply();
    exporters = NamedExporter.all(outputs);
    timeoutMillis = outputs.exportTimeoutMillis();
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(SpanResource.of(outputs.resourceAttributes(), outputs.serviceName()))
            // The application has decided already, else nothing would be here.
            .setSampler(Sampler.alwaysOn())
            .addSpanProcessor(collected)
            .build();
    tracer = provider.tracerBuilder(SCOPE).setInstrumentationVersion(outputs.version()).build();
  }

  /** Exports to all outputs. Returns null if all took it, else what the first that did not said. */
  String export(List<ChildSpan> batch) {
    for (ChildSpan child : batch) {
      ChildSpans.record(tracer, child);
    }
    List<SpanData> spans = collected.take();
    List<CompletableResultCode> results = new ArrayList<>();
    for (NamedExporter exporter : exporters) {
      results.add(exporter.export(spans));
    }
    String failure = null;
    for (int i = 0; i < results.size(); i++) {
      CompletableResultCode result = results.get(i).join(timeoutMillis, TimeUnit.MILLISECONDS);
      if (!result.isSuccess() && failure == null) {
        failure = exporters.get(i).failure(result);
      }
    }
    return failure;
  }

  void close() {
    for (NamedExporter exporter : exporters) {
      exporter.close();
    }
  }
}
