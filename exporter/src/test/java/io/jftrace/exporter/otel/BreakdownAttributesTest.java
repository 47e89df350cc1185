// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.WaitReason;
import io.jftrace.timeline.spans.SpanAccount;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BreakdownAttributesTest {

  /** An account as a literal; each wait counts as two. */
  private record FixedAccount(
      long cpuNanos,
      long runQueueNanos,
      long runQueueCount,
      Map<WaitReason, Long> waits,
      long unmountedNanos,
      long unmountedCount,
      long unknownNanos,
      long threadNanos,
      int threads)
      implements SpanAccount {

    @Override
    public boolean isTorn() {
      return false;
    }

    @Override
    public SpanRef span() {
      return new SpanRef("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
    }

    @Override
    public long waitNanos(WaitReason reason) {
      return waits.getOrDefault(reason, 0L);
    }

    @Override
    public long waitCount(WaitReason reason) {
      return waits.containsKey(reason) ? 2 : 0;
    }
  }

  @Test
  void aSpanThatOnlyRanHasNoOtherKinds() {
    assertArrayEquals(
        new Object[] {
          "jftrace.cpu.time", 0.25,
          "jftrace.runqueue.time", 0.0,
          "jftrace.runqueue.count", 0L,
          "jftrace.thread.time", 0.25,
          "jftrace.thread.count", 1L
        },
        BreakdownAttributes.of(
            new FixedAccount(250_000_000, 0, 0, Map.of(), 0, 0, 0, 250_000_000, 1)));
  }

  @Test
  void showsEachKindThatThereWas() {
    Map<WaitReason, Long> waits = new EnumMap<>(WaitReason.class);
    waits.put(WaitReason.LOCK, 620_000_000L);
    waits.put(WaitReason.FSYNC, 70_000_000L);
    assertArrayEquals(
        new Object[] {
          "jftrace.cpu.time", 0.03,
          "jftrace.runqueue.time", 0.18,
          "jftrace.runqueue.count", 7L,
          "jftrace.wait.lock.time", 0.62,
          "jftrace.wait.lock.count", 2L,
          "jftrace.wait.fsync.time", 0.07,
          "jftrace.wait.fsync.count", 2L,
          "jftrace.unmounted.time", 0.5,
          "jftrace.unmounted.count", 3L,
          "jftrace.unknown.time", 0.125,
          "jftrace.thread.time", 1.525,
          "jftrace.thread.count", 2L
        },
        BreakdownAttributes.of(
            new FixedAccount(
                30_000_000, 180_000_000, 7, waits, 500_000_000, 3, 125_000_000, 1_525_000_000, 2)));
  }

  @Test
  void aWaitWithoutTimeStillCounts() {
    Object[] attributes =
        BreakdownAttributes.of(
            new FixedAccount(1, 0, 0, Map.of(WaitReason.PAGE_FAULT, 0L), 0, 0, 0, 1, 1));
    assertEquals("jftrace.wait.page-fault.time", attributes[6]);
    assertEquals(0.0, attributes[7]);
    assertEquals("jftrace.wait.page-fault.count", attributes[8]);
    assertEquals(2L, attributes[9]);
  }
}
