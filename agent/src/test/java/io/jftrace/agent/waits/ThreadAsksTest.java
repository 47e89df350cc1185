// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ThreadAsksTest {

  private static final long MILLI = 1_000_000;

  private final ThreadAsks asks = new ThreadAsks(7);

  @Test
  void eachWaitOnce() {
    assertFalse(asks.isAsked(5));
    asks.asked(5, 10);
    assertTrue(asks.isAsked(5));
    assertFalse(asks.isAsked(6));
  }

  @Test
  void waitsOfFiftyMillisecondsAreAllAllowed() {
    for (long now = 0; now < 10_000 * MILLI; now += 50 * MILLI) {
      assertTrue(asks.allows(now), "at " + now);
      asks.asked(now, now);
    }
  }

  @Test
  void ofShorterOnesTwentyFiveInASecond() {
    int asked = 0;
    for (long now = 0; now < 10_000 * MILLI; now += 6 * MILLI) {
      if (asks.allows(now)) {
        asks.asked(now, now);
        asked++;
      }
    }
    assertTrue(Math.abs(250 - asked) <= 6, asked + " asked");
  }

  @Test
  void aWaitThatWasLeftOutCountsOnceItIsOver() {
    asks.leftOut(5);
    assertFalse(asks.endsUnasked(5));
    assertTrue(asks.endsUnasked(6));
    assertFalse(asks.endsUnasked(7));
  }

  @Test
  void aWaitThatWasAskedAfterAllDoesNotCount() {
    asks.leftOut(5);
    asks.asked(5, 10);
    assertFalse(asks.endsUnasked(6));
  }
}
