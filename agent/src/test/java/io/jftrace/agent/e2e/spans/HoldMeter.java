// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * How long an exporter holds spans, seen from both of its sides, and what it has no part in: how
 * long the exporter behind it takes, and how late a thread of this JVM wakes up.
 */
final class HoldMeter {

  private static final int SLEEP_MILLIS = 10;

  private final Map<String, Long> enteredNanos = new ConcurrentHashMap<>();
  private final AtomicLong worstHoldNanos = new AtomicLong();
  private final AtomicLong worstExportNanos = new AtomicLong();
  private final AtomicLong worstOversleepNanos = new AtomicLong();

  HoldMeter() {
    Thread sleeper = new Thread(this::sleep, "sleeper");
    sleeper.setDaemon(true);
    sleeper.start();
  }

  private record Watched(
      SpanExporter exporter, Function<Collection<SpanData>, CompletableResultCode> call)
      implements SpanExporter {

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return call.apply(spans);
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }

  /** Around the one that holds. */
  SpanExporter before(SpanExporter holding) {
    return new Watched(
        holding,
        spans -> {
          long nowNanos = System.nanoTime();
          spans.forEach(span -> enteredNanos.put(span.getSpanId(), nowNanos));
          return holding.export(spans);
        });
  }

  /** Around the one that it passes spans on to. */
  SpanExporter after(SpanExporter exporter) {
    return new Watched(
        exporter,
        spans -> {
          long nowNanos = System.nanoTime();
          spans.forEach(span -> left(span.getSpanId(), nowNanos));
          CompletableResultCode result = exporter.export(spans);
          return result.whenComplete(() -> max(worstExportNanos, System.nanoTime() - nowNanos));
        });
  }

  private void left(String spanId, long nowNanos) {
    max(worstHoldNanos, nowNanos - enteredNanos.remove(spanId));
  }

  private void sleep() {
    try {
      while (true) {
        long beginNanos = System.nanoTime();
        Thread.sleep(SLEEP_MILLIS);
        max(worstOversleepNanos, System.nanoTime() - beginNanos - SLEEP_MILLIS * 1_000_000L);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void max(AtomicLong worst, long nanos) {
    worst.accumulateAndGet(nanos, Math::max);
  }

  HeldTimes times() {
    return new HeldTimes(worstHoldNanos.get(), worstExportNanos.get(), worstOversleepNanos.get());
  }
}
