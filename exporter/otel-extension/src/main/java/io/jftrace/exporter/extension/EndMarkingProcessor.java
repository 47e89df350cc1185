// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.function.Supplier;

/**
 * A processor that tells the agent of a span's end before another one exports it, and that has
 * flushed only when what the exporters hold is exported, too: the SDK's processors flush their own
 * queues only.
 */
final class EndMarkingProcessor implements SpanProcessor {

  private final SpanProcessor processor;
  private final EndMarks marks;
  private final Supplier<CompletableResultCode> exportersFlush;

  EndMarkingProcessor(
      SpanProcessor processor, EndMarks marks, Supplier<CompletableResultCode> exportersFlush) {
    this.processor = processor;
    this.marks = marks;
    this.exportersFlush = exportersFlush;
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    processor.onStart(parentContext, span);
  }

  @Override
  public boolean isStartRequired() {
    return processor.isStartRequired();
  }

  @Override
  public void onEnd(ReadableSpan span) {
    marks.ended(span);
    if (processor.isEndRequired()) {
      processor.onEnd(span);
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode shutdown() {
    return processor.shutdown();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return Results.inTurn(processor.forceFlush(), exportersFlush);
  }

  @Override
  public String toString() {
    return "EndMarkingProcessor{" + processor + "}";
  }
}
