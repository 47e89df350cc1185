// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.function.Supplier;

/**
 * Goes before a processor that exports, in one composite with it: tells the agent of a span's end,
 * and has flushed only when the other one has and what the exporters hold is exported, too, for the
 * SDK's processors flush their own queues only. It does not wrap the other one, which would hide
 * what that can do besides: to change a span that is ending, in SDKs where the composite passes
 * that on.
 */
final class EndMarkingProcessor implements SpanProcessor {

  private final SpanProcessor next;
  private final EndMarks marks;
  private final Supplier<CompletableResultCode> exportersFlush;

  EndMarkingProcessor(
      SpanProcessor next, EndMarks marks, Supplier<CompletableResultCode> exportersFlush) {
    this.next = next;
    this.marks = marks;
    this.exportersFlush = exportersFlush;
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    // Not asked for.
  }

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    marks.ended(span);
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  /** By default it would be a flush. */
  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  /** The composite flushes the other one besides; twice is no harm. */
  @Override
  public CompletableResultCode forceFlush() {
    return Results.inTurn(next.forceFlush(), exportersFlush);
  }

  @Override
  public String toString() {
    return "EndMarkingProcessor";
  }
}
