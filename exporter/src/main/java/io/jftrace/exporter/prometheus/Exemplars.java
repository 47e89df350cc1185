// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.probes.ProbeHit;
import io.prometheus.client.exemplars.Exemplar;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * For each bucket of a histogram of calls, one of the last that was inside a sampled span. One
 * writer, which makes at most one each 100 ms and bucket, and any number of readers.
 */
final class Exemplars {

  private static final long RENEW_NANOS = 100_000_000;

  /** Where calls are in no sampled span, their spans are asked for so often. */
  private static final long RETRY_NANOS = 1_000_000;

  private static final double NANOS_PER_SECOND = 1e9;

  private final AtomicReferenceArray<Exemplar> latest = new AtomicReferenceArray<>(Buckets.COUNT);

  // For the writer only: calls that ended before are not looked at.
  private final long[] dueNanos = new long[Buckets.COUNT];

  Exemplars() {
    Arrays.fill(dueNanos, Long.MIN_VALUE);
  }

  /** For the one writer only. */
  void offer(ProbeHit call) {
    int bucket = Buckets.indexOf(call.endNanos() - call.startNanos());
    if (call.endNanos() < dueNanos[bucket]) {
      return;
    }
    SpanRef span = call.span();
    boolean sampled = span != null && span.sampled();
    if (sampled) {
      latest.set(bucket, exemplar(call, span));
    }
    dueNanos[bucket] = call.endNanos() + (sampled ? RENEW_NANOS : RETRY_NANOS);
  }

  /** Null if there was none. */
  Exemplar of(int bucket) {
    return latest.get(bucket);
  }

  private static Exemplar exemplar(ProbeHit call, SpanRef span) {
    long agoMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - call.endNanos());
    return new Exemplar(
        (call.endNanos() - call.startNanos()) / NANOS_PER_SECOND,
        System.currentTimeMillis() - agoMillis,
        "trace_id",
        span.traceId(),
        "span_id",
        span.spanId());
  }
}
