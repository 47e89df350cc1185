// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.saved;

import io.jftrace.tracefs.ring.RecordHandler;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was lost on each CPU; -1 if a part of it has no count. */
final class LossCounter implements RecordHandler {

  private final Map<Integer, Long> lost = new TreeMap<>();

  Map<Integer, Long> lost() {
    return lost;
  }

  @Override
  public void lossEnded(int cpu, long timeNanos, long count) {
    lost.merge(cpu, count, (a, b) -> a < 0 || b < 0 ? -1 : a + b);
  }

  @Override
  public void record(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes) {}

  @Override
  public void lossBegan(int cpu, long timeNanos) {}
}
