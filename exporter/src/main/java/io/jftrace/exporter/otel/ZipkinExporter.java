// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.opentelemetry.exporter.zipkin.ZipkinSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.ExecutorService;

/** The SDK's exporter to Zipkin, which by itself only logs why an export failed. */
final class ZipkinExporter implements SpanExporter {

  private final ZipkinSender sender;
  private final SpanExporter exporter;

  @SuppressWarnings("deprecation") // by the specification; what it speaks has not changed
  ZipkinExporter(ZipkinTarget target, ExecutorService requests) {
    sender = new ZipkinSender(target, requests);
    exporter =
        ZipkinSpanExporter.builder()
            .setEndpoint(target.endpoint().toString())
            .setSender(sender)
            .build();
  }

  /** Waits for the answer. */
  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    return result.isSuccess()
        ? result
        : CompletableResultCode.ofExceptionalFailure(sender.failure());
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
