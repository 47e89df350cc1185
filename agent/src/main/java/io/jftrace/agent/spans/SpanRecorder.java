// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.hook.JftraceSpanLog;
import java.util.Map;

/** Adds to what the API tells of a span what only its SDK knows, and records it. */
final class SpanRecorder {

  private SpanRecorder() {}

  /** Called for each transition on the application's thread: no allocation. */
  static void record(Object span, String traceId, String spanId, boolean sampled, long timeNanos) {
    long clockOffsetNanos = 0;
    Map<String, Object> resource = null;
    SdkSpan sdkSpan = SdkSpan.of(span.getClass());
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
