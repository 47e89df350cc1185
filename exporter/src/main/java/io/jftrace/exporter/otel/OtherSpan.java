// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.SpanRef;
import io.opentelemetry.api.trace.SpanBuilder;

/**
 * A span for waits or calls that get none of their own: from the first's start to the last's end.
 */
record OtherSpan(
    SpanRef parent,
    long startEpochNanos,
    long endEpochNanos,
    OtherKind kind,
    long count,
    long totalNanos,
    long maxNanos,
    long javaId,
    String threadName,
    int tid)
    implements ChildSpan {

  @Override
  public String name() {
    return kind.isCall() ? "other calls" : "other waits";
  }

  @Override
  public void describe(SpanBuilder span, long continuedNanos) {
    OtherSpans.describe(span, this, continuedNanos);
  }
}
