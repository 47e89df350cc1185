// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.SpanRef;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;

/** What all spans have in common; told in docs/spans.md. */
final class ChildSpans {

  private static final AttributeKey<Long> THREAD_ID = AttributeKey.longKey("thread.id");
  private static final AttributeKey<String> THREAD_NAME = AttributeKey.stringKey("thread.name");
  private static final AttributeKey<String> CARRIER_NAME =
      AttributeKey.stringKey("jftrace.carrier.name");
  private static final AttributeKey<Long> TID = AttributeKey.longKey("jftrace.tid");
  private static final double NANOS_PER_SECOND = 1e9;

  private ChildSpans() {}

  static void record(Tracer tracer, CutSpan cut) {
    ChildSpan child = cut.child();
    SpanContext parent = context(child.parent());
    if (!parent.isValid()) {
      // Without a valid parent, it would become a trace of its own.
      return;
    }
    SpanBuilder span =
        tracer
            .spanBuilder(child.name())
            .setParent(Context.root().with(Span.wrap(parent)))
            .setSpanKind(SpanKind.INTERNAL)
            .setStartTimestamp(child.startEpochNanos(), TimeUnit.NANOSECONDS);
    setThread(span, child);
    child.describe(span, cut.continuedNanos());
    span.startSpan().end(cut.endEpochNanos(), TimeUnit.NANOSECONDS);
  }

  /** Sets how long something went on after its parent's end, if it did. */
  static void setContinued(SpanBuilder span, AttributeKey<Double> key, long continuedNanos) {
    if (continuedNanos > 0) {
      span.setAttribute(key, continuedNanos / NANOS_PER_SECOND);
    }
  }

  /** A sampled span as the SDK wants it; its ids may be invalid. */
  static SpanContext context(SpanRef span) {
    return SpanContext.create(
        span.traceId(), span.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
  }

  private static void setThread(SpanBuilder span, ChildSpan child) {
    if (child.tid() == ChildSpan.SEVERAL_THREADS) {
      return;
    }
    if (child.javaId() != 0) {
      span.setAttribute(THREAD_ID, child.javaId());
    }
    span.setAttribute(THREAD_NAME, child.threadName()).setAttribute(TID, (long) child.tid());
    if (child.carrierName() != null) {
      span.setAttribute(CARRIER_NAME, child.carrierName());
    }
  }
}
