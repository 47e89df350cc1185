// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Passes spans with their breakdowns to the application's exporter, one batch after the other. */
final class Delivery {

  /** As long as the SDK's batch processor waits for an export by default. */
  private static final long TIMEOUT_SECONDS = 30;

  private final SpanExporter exporter;
  private final Answers answers;
  private final AtomicLong failedSpans = new AtomicLong();

  Delivery(SpanExporter exporter, Answers answers) {
    this.exporter = exporter;
    this.answers = answers;
  }

  /** Exports batches as one, and returns when that is done. Does not throw. */
  void deliver(List<HeldBatch> batches) {
    List<SpanData> spans = new ArrayList<>();
    for (HeldBatch batch : batches) {
      batch.spans().forEach(span -> spans.add(withBreakdown(span)));
    }
    CompletableResultCode result = Results.guarded(() -> exporter.export(spans));
    if (!result.join(TIMEOUT_SECONDS, TimeUnit.SECONDS).isSuccess()) {
      failedSpans.addAndGet(spans.size());
    }
  }

  /** Spans that need not wait, with the breakdowns that are there; as they are without an agent. */
  Collection<SpanData> withBreakdowns(Collection<SpanData> spans) {
    return answers.mayBeThere() ? spans.stream().map(this::withBreakdown).toList() : spans;
  }

  long failedSpans() {
    return failedSpans.get();
  }

  private SpanData withBreakdown(SpanData span) {
    try {
      Attributes breakdown = answers.of(span.getSpanContext());
      return breakdown == null ? span : new BreakdownSpanData(span, breakdown);
    } catch (RuntimeException | LinkageError e) {
      return span;
    }
  }
}
