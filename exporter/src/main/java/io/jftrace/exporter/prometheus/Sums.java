// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Sums that only grow, with one writer, which it costs no allocation, and any number of readers,
 * which see every sum as of now or a moment ago.
 */
final class Sums {

  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] sums;

  Sums(int count) {
    this.sums = new long[count];
  }

  /** For the one writer only. */
  void add(int index, long value) {
    if (value != 0) {
      // A plain read suffices: nobody else writes. Opaque writes are never torn and become visible.
      LONGS.setOpaque(sums, index, sums[index] + value);
    }
  }

  long get(int index) {
    return (long) LONGS.getOpaque(sums, index);
  }
}
