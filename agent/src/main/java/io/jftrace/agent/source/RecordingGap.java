// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.ring.RecordHandler;

/** A time when the kernel recorded nothing, to be fitted in between the records as a loss. */
final class RecordingGap {

  /** None: it is never due. */
  static final RecordingGap NONE = new RecordingGap(Long.MAX_VALUE, Long.MAX_VALUE);

  private final long beginNanos;
  private final long endNanos;
  private int passed;

  RecordingGap(long beginNanos, long endNanos) {
    this.beginNanos = beginNanos;
    this.endNanos = endNanos;
  }

  /** When the next part of it is due. */
  long dueNanos() {
    return passed == 0 ? beginNanos : passed == 1 ? endNanos : Long.MAX_VALUE;
  }

  /** Passes what is due at that time: a loss on each CPU, of nobody knows how many events. */
  void passUntil(long timeNanos, int[] cpus, RecordHandler handler) {
    if (passed == 0 && timeNanos >= beginNanos) {
      passed = 1;
      for (int cpu : cpus) {
        handler.lossBegan(cpu, beginNanos);
      }
    }
    if (passed == 1 && timeNanos >= endNanos) {
      passed = 2;
      for (int cpu : cpus) {
        handler.lossEnded(cpu, endNanos, -1);
      }
    }
  }
}
