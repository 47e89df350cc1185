// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.prometheus.client.Collector;

/** The buckets of all histograms: 1, 2 and 5 times the powers of ten from 1 µs to 10 s. */
final class Buckets {

  private static final int DECADES = 7;
  private static final long FIRST_NANOS = 1_000;

  /** Upper bounds, inclusive; one more bucket has none. */
  private static final long[] BOUNDS_NANOS = bounds();

  static final int COUNT = BOUNDS_NANOS.length + 1;

  /** The bucket of the smallest duration that has so many leading zero bits. */
  private static final byte[] FIRST_OF_MAGNITUDE = firstOfMagnitude();

  private Buckets() {}

  /** The bucket of a duration; a negative one counts as 0. */
  static int indexOf(long durationNanos) {
    if (durationNanos <= FIRST_NANOS) {
      return 0;
    }
    int bucket = FIRST_OF_MAGNITUDE[Long.numberOfLeadingZeros(durationNanos)];
    while (bucket < BOUNDS_NANOS.length && durationNanos > BOUNDS_NANOS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /** The value of the label {@code le}: seconds, or {@code +Inf}. */
  static String label(int bucket) {
    double seconds =
        bucket == BOUNDS_NANOS.length ? Double.POSITIVE_INFINITY : BOUNDS_NANOS[bucket] / 1e9;
    return Collector.doubleToGoString(seconds);
  }

  private static long[] bounds() {
    long[] bounds = new long[3 * DECADES + 1];
    long decade = FIRST_NANOS;
    for (int i = 0; i < DECADES; i++, decade *= 10) {
      bounds[3 * i] = decade;
      bounds[3 * i + 1] = 2 * decade;
      bounds[3 * i + 2] = 5 * decade;
    }
    bounds[3 * DECADES] = decade;
    return bounds;
  }

  private static byte[] firstOfMagnitude() {
    byte[] first = new byte[Long.SIZE];
    for (int zeros = 1; zeros < first.length; zeros++) {
      long smallest = 1L << (Long.SIZE - 1 - zeros);
      while (first[zeros] < BOUNDS_NANOS.length && smallest > BOUNDS_NANOS[first[zeros]]) {
        first[zeros]++;
      }
    }
    return first;
  }
}
