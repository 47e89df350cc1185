// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BufferGrowthTest {

  private static final long SECOND = 1_000_000_000;

  private final BufferGrowth growth = new BufferGrowth(64, 200);

  private int enlargedAfterLoss(long nowNanos) {
    int kb = growth.afterLoss(nowNanos);
    if (kb > 0) {
      growth.enlarged(kb);
    }
    return kb;
  }

  @Test
  void oneLossIsNoReason() {
    assertEquals(0, enlargedAfterLoss(0));
    assertEquals(0, enlargedAfterLoss(60 * SECOND));
    assertEquals(0, enlargedAfterLoss(120 * SECOND));
    assertEquals("set buffer-size-kb=128 or more (now 64 per CPU)", growth.advice());
  }

  @Test
  void aSecondLossWithinAMinuteIsOneUpToTheBound() {
    assertEquals(0, enlargedAfterLoss(0));
    assertEquals(128, enlargedAfterLoss(60 * SECOND - 1));
    assertEquals(
        "the buffer was enlarged: set buffer-size-kb=128 to have it so from the start",
        growth.advice());
    assertEquals(0, enlargedAfterLoss(61 * SECOND), "the first since it was enlarged");
    assertEquals(200, enlargedAfterLoss(62 * SECOND));
    assertEquals(0, enlargedAfterLoss(63 * SECOND));
    assertEquals(0, enlargedAfterLoss(64 * SECOND));
    assertEquals(
        "the buffer has reached buffer-max-kb=200: set it to 400 or more", growth.advice());
  }

  @Test
  void aKernelThatRefusesIsNotAskedAgain() {
    assertEquals(0, growth.afterLoss(0));
    assertEquals(128, growth.afterLoss(1));
    growth.refused();
    assertEquals(0, growth.afterLoss(2));
    assertEquals(0, growth.afterLoss(3));
    assertEquals("the kernel refused a buffer larger than 64 KiB per CPU", growth.advice());
  }

  @Test
  void withoutRoomItNeverGrows() {
    BufferGrowth fixed = new BufferGrowth(64, 64);
    assertEquals(0, fixed.afterLoss(0));
    assertEquals(0, fixed.afterLoss(1));
    assertEquals("set buffer-size-kb=128 or more (now 64 per CPU)", fixed.advice());
  }

  @Test
  void adviceNeverExceedsWhatCanBeSet() {
    assertEquals(
        "set buffer-size-kb=1048576 (now 600000 per CPU)",
        new BufferGrowth(600_000, 600_000).advice());
    String atLimit = "the buffer cannot be set to more than its 1048576 KiB per CPU";
    assertEquals(atLimit, new BufferGrowth(1 << 20, 1 << 20).advice());

    BufferGrowth large = new BufferGrowth(64, 600_000);
    large.enlarged(600_000);
    assertEquals("the buffer has reached buffer-max-kb=600000: set it to 1048576", large.advice());
    BufferGrowth largest = new BufferGrowth(64, 1 << 20);
    largest.enlarged(1 << 20);
    assertEquals(atLimit, largest.advice());
  }
}
