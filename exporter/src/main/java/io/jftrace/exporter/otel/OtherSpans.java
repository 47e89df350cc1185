// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;

/** Attributes of the spans that stand for several waits or calls; told in docs/spans.md. */
final class OtherSpans {

  private static final Keys WAITS = new Keys("jftrace.wait.reason", "jftrace.wait");
  private static final Keys CALLS = new Keys("jftrace.probe.name", "jftrace.call");
  private static final double NANOS_PER_SECOND = 1e9;

  private record Keys(
      AttributeKey<String> name,
      AttributeKey<Long> count,
      AttributeKey<Double> time,
      AttributeKey<Double> max,
      AttributeKey<Double> continued) {

    Keys(String name, String prefix) {
      this(
          AttributeKey.stringKey(name),
          AttributeKey.longKey(prefix + ".count"),
          AttributeKey.doubleKey(prefix + ".time"),
          AttributeKey.doubleKey(prefix + ".max"),
          AttributeKey.doubleKey(prefix + ".continued"));
    }
  }

  private OtherSpans() {}

  static void describe(SpanBuilder span, OtherSpan others, long continuedNanos) {
    Keys keys = others.kind().isCall() ? CALLS : WAITS;
    ChildSpans.setContinued(span, keys.continued, continuedNanos);
    span.setAttribute(keys.name, others.kind().name())
        .setAttribute(keys.count, others.count())
        .setAttribute(keys.time, others.totalNanos() / NANOS_PER_SECOND)
        .setAttribute(keys.max, others.maxNanos() / NANOS_PER_SECOND);
  }
}
