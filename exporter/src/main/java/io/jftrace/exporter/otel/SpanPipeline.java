// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The OpenTelemetry SDK. Loading this class loads that one; for one thread. */
final class SpanPipeline {

  private final CollectedSpans collected = new CollectedSpans();
  private final List<NamedExporter> exporters;
  private final ResourceTracers tracers;
  private final long timeoutMillis;

  SpanPipeline(SpanOutputs outputs) {
    QuietLogging.apply();
    exporters = NamedExporter.all(outputs);
    timeoutMillis = outputs.exportTimeoutMillis();
    tracers =
        new ResourceTracers(
            SpanResource.ofVariables(outputs.resourceAttributes(), outputs.serviceName()),
            collected,
            outputs.version());
  }

  /** Exports to all outputs. Returns null if all took it, else what the first that did not said. */
  String export(List<CutSpan> batch) {
    for (CutSpan span : batch) {
      ChildSpans.record(tracers.of(span.child().parent().resource()), span);
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
