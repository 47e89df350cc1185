// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import java.util.Map;

/**
 * A span of the application that was active on a thread.
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId 16 lower-case hexadecimal digits
 * @param sampled whether the application records it
 * @param clockOffsetNanos the clock of the span's own times, in nanoseconds since the epoch, less
 *     {@link System#nanoTime()}; 0 if not known
 * @param resource what the application's SDK says that its spans are from: values are strings,
 *     booleans, longs, doubles, or lists of these; the same object for all spans of one SDK; null
 *     if not known
 */
public record SpanRef(
    String traceId,
    String spanId,
    boolean sampled,
    long clockOffsetNanos,
    Map<String, Object> resource) {

  /** A span whose resource is not known. */
  public SpanRef(String traceId, String spanId, boolean sampled, long clockOffsetNanos) {
    this(traceId, spanId, sampled, clockOffsetNanos, null);
  }

  /** A span whose clock is not known. */
  public SpanRef(String traceId, String spanId, boolean sampled) {
    this(traceId, spanId, sampled, 0);
  }
}
