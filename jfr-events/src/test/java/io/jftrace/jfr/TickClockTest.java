// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.jfr.TickClock.Anchor;
import org.junit.jupiter.api.Test;

class TickClockTest {

  private final TickClock clock = new TickClock();

  @Test
  void interpolatesBetweenAnchors() {
    clock.add(new Anchor(1_000, 50_000));
    assertFalse(clock.isReady());
    clock.add(new Anchor(2_000, 52_000));
    clock.add(new Anchor(3_000, 55_000));
    assertTrue(clock.isReady());
    assertEquals(55_000, clock.ticks(3_000));
    assertEquals(53_500, clock.ticks(2_500));
    assertEquals(51_000, clock.ticks(1_500));
    assertEquals(53_500, clock.ticks(2_500));
  }

  @Test
  void extrapolatesOnBothSides() {
    clock.add(new Anchor(1_000, 50_000));
    clock.add(new Anchor(2_000, 52_000));
    clock.add(new Anchor(3_000, 55_000));
    assertEquals(58_000, clock.ticks(4_000));
    assertEquals(47_500, clock.ticks(0));
  }

  @Test
  void keepsOldTimesWhileItThinsOut() {
    for (long i = 0; i < 10_000; i++) {
      clock.add(new Anchor(i * 100_000_000, i * 300_000_000));
    }
    assertTrue(clock.anchors() <= 256);
    for (long i = 0; i < 10_000; i += 7) {
      assertEquals(i * 300_000_000 + 150, clock.ticks(i * 100_000_000 + 50));
    }
  }

  @Test
  void ignoresAnchorsThatAreNotLater() {
    clock.add(new Anchor(1_000, 50_000));
    clock.add(new Anchor(900, 1));
    clock.add(new Anchor(1_000, 1));
    assertEquals(1, clock.anchors());
  }

  @Test
  void readsNothingWhileJfrIsOff() {
    assertNull(Anchor.read(() -> 0));
  }
}
