// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

import java.util.HashMap;
import java.util.Map;

/** The losses in progress by CPU; those of one CPU that overlap are taken for one. */
final class OpenLosses {

  private static final class Loss {
    final long startNanos;
    int open;
    long count;

    Loss(long startNanos) {
      this.startNanos = startNanos;
    }
  }

  private final Map<Integer, Loss> byCpu = new HashMap<>();

  boolean isEmpty() {
    return byCpu.isEmpty();
  }

  void began(long timeNanos, int cpu) {
    byCpu.computeIfAbsent(cpu, c -> new Loss(timeNanos)).open++;
  }

  /** Tells the sink of it, if no other loss of that CPU goes on. */
  void ended(long timeNanos, int cpu, long count, IntervalSink sink) {
    Loss loss = byCpu.computeIfAbsent(cpu, c -> new Loss(timeNanos));
    loss.open--;
    loss.count = count < 0 || loss.count < 0 ? -1 : loss.count + count;
    if (loss.open <= 0) {
      byCpu.remove(cpu);
      sink.lost(cpu, loss.startNanos, timeNanos, loss.count);
    }
  }
}
