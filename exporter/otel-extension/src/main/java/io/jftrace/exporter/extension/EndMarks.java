// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Collection;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells the agent of spans that have ended, of each once. Several places see a span's end (a
 * processor for each exporter, and the exporters), and in the SDK's simple processor the exporter
 * comes first; the one that is first is the right one.
 */
final class EndMarks {

  /** More than the SDK's batch processor has in its queue by default. */
  private static final int RECENT_SIZE = 8192;

  private final HookFinder finder;

  /**
   * The ids of spans told of, by their last bits. One may displace another too early; the agent
   * then hears of that span twice, and ignores it.
   */
  private final AtomicLongArray recent = new AtomicLongArray(RECENT_SIZE);

  EndMarks(HookFinder finder) {
    this.finder = finder;
  }

  /** The span ends now. Never throws, whatever the span is. */
  void ended(ReadableSpan span) {
    AgentHook hook = finder.openOrNull();
    if (hook != null) {
      long nanoTime = System.nanoTime();
      tell(hook, span::getSpanContext, nanoTime, () -> span.toSpanData().getEndEpochNanos());
    }
  }

  /**
   * The spans have ended by a time of {@code System.nanoTime()}, if nobody has told of them yet.
   */
  void ended(Collection<SpanData> spans, long nanoTime) {
    AgentHook hook = finder.openOrNull();
    if (hook != null) {
      spans.forEach(span -> tell(hook, span::getSpanContext, nanoTime, span::getEndEpochNanos));
    }
  }

  private void tell(
      AgentHook hook, Supplier<SpanContext> context, long nanoTime, LongSupplier endEpochNanos) {
    try {
      SpanContext span = context.get();
      if (span.isSampled() && isFirst(span.getSpanId())) {
        hook.ended(span.getTraceId(), span.getSpanId(), nanoTime, endEpochNanos.getAsLong());
      }
    } catch (RuntimeException | LinkageError e) {
      // That span is exported without a breakdown.
    }
  }

  private boolean isFirst(String spanId) {
    long id = HexFormat.fromHexDigitsToLong(spanId);
    int slot = (int) id & RECENT_SIZE - 1;
    if (recent.get(slot) == id) {
      return false;
    }
    recent.lazySet(slot, id);
    return true;
  }
}
