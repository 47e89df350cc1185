// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a CPU's stream tells: records, and losses between them. */
public class SeenAndLost implements RecordHandler {

  /** Of one CPU. */
  public static final class Count {
    public long seen;
    public long lost;
    public long losses;
    public long uncounted;
    public boolean inLoss;

    /** Of the loss that ended last; 0 again after the record that follows it. */
    long lastLoss;
  }

  private final Map<Integer, Count> counts = new TreeMap<>();

  public final Count of(int cpu) {
    return counts.computeIfAbsent(cpu, c -> new Count());
  }

  @Override
  public void record(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes) {
    Count count = of(cpu);
    assertFalse(count.inLoss, "a record within a loss");
    count.seen++;
    count.lastLoss = 0;
  }

  @Override
  public final void lossBegan(int cpu, long timeNanos) {
    assertFalse(of(cpu).inLoss, "a loss within a loss");
    of(cpu).inLoss = true;
  }

  @Override
  public final void lossEnded(int cpu, long timeNanos, long count) {
    Count of = of(cpu);
    assertTrue(of.inLoss, "the end of no loss");
    of.inLoss = false;
    of.losses++;
    of.lastLoss = count;
    of.lost += Math.max(count, 0);
    of.uncounted += count < 0 ? 1 : 0;
  }

  public final Count sum() {
    Count sum = new Count();
    for (Count count : counts.values()) {
      sum.seen += count.seen;
      sum.lost += count.lost;
      sum.losses += count.losses;
      sum.uncounted += count.uncounted;
      sum.inLoss |= count.inLoss;
    }
    return sum;
  }
}
