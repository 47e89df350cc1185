// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.timeline.SpanRef;
import io.prometheus.client.exemplars.Exemplar;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ExemplarsTest {

  private static final long MILLI = 1_000_000;

  private final Exemplars exemplars = Exemplars.ofBuckets();

  /** An event of a millisecond. */
  private void offer(long endNanos, SpanRef span) {
    if (exemplars.isDue(bucketOf(MILLI), endNanos)) {
      exemplars.offer(bucketOf(MILLI), MILLI, endNanos, span);
    }
  }

  private static SpanRef span(char digit, boolean sampled) {
    return new SpanRef("a".repeat(32), String.valueOf(digit).repeat(16), sampled);
  }

  private static int bucketOf(long durationNanos) {
    return Buckets.indexOf(durationNanos);
  }

  /** The first digit of the span, or - if there is no exemplar. */
  private char shown() {
    Exemplar exemplar = exemplars.of(bucketOf(MILLI));
    return exemplar == null ? '-' : exemplar.getLabelValue(0).charAt(0);
  }

  @Test
  void isOfItsBucketOnly() {
    offer(0, span('1', true));
    for (int i = 0; i < Buckets.COUNT; i++) {
      if (i != bucketOf(MILLI)) {
        assertNull(exemplars.of(i));
      }
    }
    assertEquals('1', shown());
  }

  @Test
  void isRenewedAfterAWhile() {
    offer(0, span('1', true));
    offer(99 * MILLI, span('2', true));
    assertEquals('1', shown());
    offer(100 * MILLI, span('3', true));
    assertEquals('3', shown());
  }

  @Test
  void spansThatNobodyFindsAreLeftOut() {
    offer(0, null);
    offer(2 * MILLI, span('1', false));
    assertEquals('-', shown());
    offer(4 * MILLI, span('2', true));
    assertEquals('2', shown());
    offer(200 * MILLI, null);
    assertEquals('2', shown());
  }

  @Test
  void hasTheTimeOfTheEventsEnd() {
    long nowMillis = System.currentTimeMillis();
    long endNanos = System.nanoTime() - TimeUnit.MINUTES.toNanos(5);
    offer(endNanos, span('1', true));
    Exemplar exemplar = exemplars.of(bucketOf(MILLI));
    assertEquals(0.001, exemplar.getValue());
    long offMillis = exemplar.getTimestampMs() - (nowMillis - TimeUnit.MINUTES.toMillis(5));
    assertTrue(Math.abs(offMillis) < 10_000, "off by " + offMillis + " ms");
  }
}
