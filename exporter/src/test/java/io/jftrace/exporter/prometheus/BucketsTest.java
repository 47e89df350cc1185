// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BucketsTest {

  @Test
  void boundsAreOneTwoFive() {
    String labels =
        IntStream.range(0, Buckets.COUNT).mapToObj(Buckets::label).collect(Collectors.joining(" "));
    assertEquals(
        "1.0E-6 2.0E-6 5.0E-6 1.0E-5 2.0E-5 5.0E-5 1.0E-4 2.0E-4 5.0E-4 0.001 0.002 0.005 0.01"
            + " 0.02 0.05 0.1 0.2 0.5 1.0 2.0 5.0 10.0 +Inf",
        labels);
  }

  @Test
  void boundsBelongToTheirBucket() {
    for (int bucket = 0; bucket < Buckets.COUNT - 1; bucket++) {
      long boundNanos = Math.round(Double.parseDouble(Buckets.label(bucket)) * 1e9);
      assertEquals(bucket, Buckets.indexOf(boundNanos - 1), "below " + boundNanos);
      assertEquals(bucket, Buckets.indexOf(boundNanos), "at " + boundNanos);
      assertEquals(bucket + 1, Buckets.indexOf(boundNanos + 1), "above " + boundNanos);
    }
  }

  @Test
  void extremesHaveABucket() {
    assertEquals(0, Buckets.indexOf(Long.MIN_VALUE));
    assertEquals(0, Buckets.indexOf(0));
    assertEquals(Buckets.COUNT - 1, Buckets.indexOf(Long.MAX_VALUE));
  }

  @Test
  void everyMagnitudeAgreesWithASearch() {
    for (int bit = 0; bit < Long.SIZE - 1; bit++) {
      for (long nanos = (1L << bit) - 1; nanos <= (1L << bit) + 1; nanos++) {
        double seconds = nanos / 1e9;
        int bucket = Buckets.indexOf(nanos);
        assertTrue(bucket == Buckets.COUNT - 1 || seconds <= bound(bucket), "too low: " + nanos);
        assertTrue(bucket == 0 || seconds > bound(bucket - 1), "too high: " + nanos);
      }
    }
  }

  private static double bound(int bucket) {
    return Double.parseDouble(Buckets.label(bucket));
  }
}
