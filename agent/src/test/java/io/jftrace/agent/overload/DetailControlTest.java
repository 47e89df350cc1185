// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DetailControlTest {

  private static final long MILLI = 1_000_000;

  private final DetailControl control = new DetailControl();
  private long nowMillis;

  /** Half a second in which the reader drains for so many milliseconds. */
  private boolean window(long busyMillis, boolean lost) {
    nowMillis += 500;
    return control.drained((nowMillis - busyMillis) * MILLI, nowMillis * MILLI, lost);
  }

  private void windows(int count, long busyMillis) {
    for (int i = 0; i < count; i++) {
      window(busyMillis, false);
    }
  }

  /** The first window begins with the first drain. */
  private void begin() {
    control.drained(0, MILLI, false);
  }

  @Test
  void aReaderThatHasTimeLeftKeepsAllDetail() {
    begin();
    windows(100, 400);
    assertEquals(DetailLevel.FULL, control.level());
    assertEquals(0.8, control.share(), 0.001);
  }

  @Test
  void oneOverloadedWindowIsAPause() {
    begin();
    window(450, false);
    window(100, false);
    window(450, false);
    assertEquals(DetailLevel.FULL, control.level());
  }

  @Test
  void overloadTakesAStepAWindow() {
    begin();
    assertFalse(window(450, false));
    assertTrue(window(450, false));
    assertEquals(DetailLevel.NO_SPANS, control.level());
    window(450, false);
    assertEquals(DetailLevel.LESS_JFR, control.level());
    window(450, false);
    assertEquals(DetailLevel.COUNTERS, control.level());
    assertFalse(window(450, false));
    assertEquals(DetailLevel.COUNTERS, control.level());
  }

  @Test
  void lossCountsIfTheReaderIsBusy() {
    begin();
    window(300, true);
    window(200, true);
    window(200, true);
    assertEquals(DetailLevel.FULL, control.level());
    window(300, true);
    window(300, true);
    assertEquals(DetailLevel.NO_SPANS, control.level());
  }

  @Test
  void aDrainThatTakesLongIsAWindowOfItsOwn() {
    control.drained(0, 2_000 * MILLI, false);
    assertEquals(DetailLevel.FULL, control.level());
    control.drained(2_000 * MILLI, 4_000 * MILLI, false);
    assertEquals(DetailLevel.NO_SPANS, control.level());
  }

  @Test
  void manyShortDrainsAddUp() {
    for (long i = 0; i < 110; i++) {
      control.drained(i * 10 * MILLI, (i * 10 + 9) * MILLI, false);
    }
    assertEquals(DetailLevel.NO_SPANS, control.level());
  }

  @Test
  void calmBringsDetailBackStepByStep() {
    begin();
    windows(4, 450);
    assertEquals(DetailLevel.COUNTERS, control.level());
    windows(9, 100);
    assertEquals(DetailLevel.COUNTERS, control.level());
    windows(1, 100);
    assertEquals(DetailLevel.LESS_JFR, control.level());
    windows(10, 100);
    assertEquals(DetailLevel.NO_SPANS, control.level());
    windows(10, 100);
    assertEquals(DetailLevel.FULL, control.level());
  }

  @Test
  void betweenCalmAndOverloadNothingChanges() {
    begin();
    windows(2, 450);
    windows(100, 300);
    assertEquals(DetailLevel.NO_SPANS, control.level());
  }

  @Test
  void lossIsNoCalm() {
    begin();
    windows(2, 450);
    for (int i = 0; i < 5; i++) {
      windows(9, 100);
      window(100, true);
    }
    assertEquals(DetailLevel.NO_SPANS, control.level());
  }

  @Test
  void whoRelapsesHasToBeCalmForLonger() {
    begin();
    windows(2, 450);
    for (int calmWindows = 10; calmWindows <= 80; calmWindows *= 2) {
      windows(calmWindows - 1, 100);
      assertEquals(DetailLevel.NO_SPANS, control.level(), "after " + calmWindows);
      windows(1, 100);
      assertEquals(DetailLevel.FULL, control.level(), "after " + calmWindows);
      windows(2, 450);
    }
  }

  @Test
  void aLongTimeOfCalmIsForgiving() {
    begin();
    windows(2, 450);
    windows(10, 100);
    windows(2, 450);
    windows(20, 100);
    assertEquals(DetailLevel.FULL, control.level());
    windows(200, 100);
    windows(2, 450);
    windows(10, 100);
    assertEquals(DetailLevel.FULL, control.level());
  }

  @Test
  void theCalmThatIsNeededIsBounded() {
    begin();
    windows(2, 450);
    for (int i = 0; i < 20; i++) {
      windows(600, 100);
      assertEquals(DetailLevel.FULL, control.level(), "relapse " + i);
      windows(2, 450);
    }
  }
}
