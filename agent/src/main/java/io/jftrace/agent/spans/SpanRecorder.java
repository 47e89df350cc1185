// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.hook.JftraceSpanLog;
import java.util.Map;

/**
 * Adds to what the API tells of a span what only its SDK knows, and records it. Called for each
 * transition on the application's thread: no allocation.
 */
final class SpanRecorder {

  private SpanRecorder() {}

  /** For a span of any class. */
  static void record(Object span, String traceId, String spanId, boolean sampled, long timeNanos) {
    record(SdkSpan.of(span.getClass()), span, traceId, spanId, sampled, timeNanos);
  }

  /**
   * For a span of a class of which that is known.
   *
   * @param sdkSpan null if the class is not an SDK's
   */
  static void record(
      SdkSpan sdkSpan,
      Object span,
      String traceId,
      String spanId,
      boolean sampled,
      long timeNanos) {
    long clockOffsetNanos = 0;
    Map<String, Object> resource = null;
    if (sdkSpan != null) {
      try {
        clockOffsetNanos = sdkSpan.clockOffsetNanos(span);
        resource = sdkSpan.resource(span);
      } catch (Throwable e) {
        // The span is recorded all the same.
      }
    }
    JftraceSpanLog.span(traceId, spanId, sampled, clockOffsetNanos, resource, timeNanos);
  }
}
