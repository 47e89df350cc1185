// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.SpanRef;
import io.prometheus.client.exemplars.Exemplar;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * For each slot, which is a bucket of a histogram or one of several counters, one of the last
 * events that was inside a sampled span. One writer, which makes at most one each 100 ms and slot,
 * and any number of readers.
 */
final class Exemplars {

  private static final long RENEW_NANOS = 100_000_000;

  /** Where events are in no sampled span, their spans are asked for so often. */
  private static final long RETRY_NANOS = 1_000_000;

  private static final double NANOS_PER_SECOND = 1e9;

  private final AtomicReferenceArray<Exemplar> latest;

  // For the writer only: events that ended before are not looked at.
  private final long[] dueNanos;

  Exemplars(int slots) {
    latest = new AtomicReferenceArray<>(slots);
    dueNanos = new long[slots];
    Arrays.fill(dueNanos, Long.MIN_VALUE);
  }

  /** For each bucket of a histogram one. */
  static Exemplars ofBuckets() {
    return new Exemplars(Buckets.COUNT);
  }

  /**
   * Whether an event is to be offered: others need not be, and the span, which is not for nothing,
   * need not be asked for. For the one writer only.
   */
  boolean isDue(int slot, long endNanos) {
    return endNanos >= dueNanos[slot];
  }

  /**
   * For the one writer only.
   *
   * @param span that the event was in, or null
   */
  void offer(int slot, long durationNanos, long endNanos, SpanRef span) {
    boolean sampled = span != null && span.sampled();
    if (sampled) {
      latest.set(slot, exemplar(durationNanos, endNanos, span));
    }
    dueNanos[slot] = endNanos + (sampled ? RENEW_NANOS : RETRY_NANOS);
  }

  /** Null if there was none. */
  Exemplar of(int slot) {
    return latest.get(slot);
  }

  private static Exemplar exemplar(long durationNanos, long endNanos, SpanRef span) {
    long agoMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - endNanos);
    return new Exemplar(
        durationNanos / NANOS_PER_SECOND,
        System.currentTimeMillis() - agoMillis,
        "trace_id",
        span.traceId(),
        "span_id",
        span.spanId());
  }
}
