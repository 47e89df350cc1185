// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** Takes what is told of the ends of the application's spans. By the timeline's thread. */
public interface SpanEndSink {

  /**
   * A sampled span has ended; what happened in it may not have been passed yet.
   *
   * @param traceId 32 lower-case hexadecimal digits
   * @param spanId 16 lower-case hexadecimal digits
   * @param endEpochNanos its end by its own clock, in nanoseconds since the epoch
   */
  void ended(String traceId, String spanId, long endEpochNanos);

  /** All ends that were told before this call have been passed. */
  void endsPassed();

  /** A span has ended, and everything in it has been passed. */
  void finished(SpanRef span);
}
