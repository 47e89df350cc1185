// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A histogram of durations with one writer, which it costs a few nanoseconds and no allocation, and
 * any number of readers, which see every bucket as of now or a moment ago.
 */
final class Histogram {

  private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle SUM;

  static {
    try {
      SUM = MethodHandles.lookup().findVarHandle(Histogram.class, "sumNanos", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long[] counts = new long[Buckets.COUNT];

  @SuppressWarnings("UnusedVariable") // Written and read through the handle.
  private long sumNanos;

  /**
   * For the one writer only.
   *
   * @return the bucket of the duration
   */
  int record(long durationNanos) {
    int bucket = Buckets.indexOf(durationNanos);
    // Plain reads suffice: nobody else writes. Opaque writes are never torn and become visible.
    COUNTS.setOpaque(counts, bucket, counts[bucket] + 1);
    SUM.setOpaque(this, sumNanos + durationNanos);
    return bucket;
  }

  /** How many durations are in that bucket and in no lower one. */
  long count(int bucket) {
    return (long) COUNTS.getOpaque(counts, bucket);
  }

  boolean isEmpty() {
    for (int i = 0; i < Buckets.COUNT; i++) {
      if (count(i) != 0) {
        return false;
      }
    }
    return true;
  }

  long sumNanos() {
    return (long) SUM.getOpaque(this);
  }
}
