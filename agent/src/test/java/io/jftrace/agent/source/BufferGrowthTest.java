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
}
