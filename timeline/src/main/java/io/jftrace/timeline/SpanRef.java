// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/**
 * A span of the application that was active on a thread.
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId 16 lower-case hexadecimal digits
 * @param sampled whether the application records it
 * @param clockOffsetNanos the clock of the span's own times, in nanoseconds since the epoch, less
 *     {@link System#nanoTime()}; 0 if not known
 */
public record SpanRef(String traceId, String spanId, boolean sampled, long clockOffsetNanos) {

  /** A span whose clock is not known. */
  public SpanRef(String traceId, String spanId, boolean sampled) {
    this(traceId, spanId, sampled, 0);
  }
}
