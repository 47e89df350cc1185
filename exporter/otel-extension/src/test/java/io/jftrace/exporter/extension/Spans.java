// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Real spans of a real SDK. */
final class Spans {

  private Spans() {}

  /** Spans that have ended. */
  static List<SpanData> named(String... names) {
    List<SpanData> spans = new ArrayList<>();
    Tracer tracer = tracer(spans);
    for (String name : names) {
      tracer.spanBuilder(name).startSpan().end();
    }
    return spans;
  }

  /** A span that has ended, and is recorded in any case. */
  static ReadableSpan ended(boolean isSampled) {
    SamplingResult result =
        SamplingResult.create(
            isSampled ? SamplingDecision.RECORD_AND_SAMPLE : SamplingDecision.RECORD_ONLY);
    Tracer tracer =
        SdkTracerProvider.builder().setSampler(new Deciding(result)).build().get("test");
    Span span = tracer.spanBuilder("a").startSpan();
    span.end();
    return (ReadableSpan) span;
  }

  private record Deciding(SamplingResult result) implements Sampler {

    @Override
    public SamplingResult shouldSample(
        Context parentContext,
        String traceId,
        String name,
        SpanKind spanKind,
        Attributes attributes,
        List<LinkData> parentLinks) {
      return result;
    }

    @Override
    public String getDescription() {
      return toString();
    }
  }

  /** A tracer whose spans are added to a list when they end. */
  static Tracer tracer(List<SpanData> ended) {
    SpanExporter exporter =
        new SpanExporter() {
          @Override
          public CompletableResultCode export(Collection<SpanData> spans) {
            ended.addAll(spans);
            return CompletableResultCode.ofSuccess();
          }

          @Override
          public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
          }

          @Override
          public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
          }
        };
    return SdkTracerProvider.builder()
        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
        .build()
        .get("test");
  }
}
