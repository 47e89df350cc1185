// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LookPaceTest {

  private static final long MILLI = 1_000_000;

  private final LookPace pace = new LookPace(0);
  private long nowNanos;
  private long events;

  /** Looks for so long, with so many events a look; a wait is seen at the first one or at none. */
  private void look(long millis, boolean foundWaits, int eventsPerLook) {
    boolean found = foundWaits;
    for (long end = nowNanos + millis * MILLI; nowNanos < end; found = false) {
      nowNanos += pace.intervalMillis() * MILLI;
      events += eventsPerLook;
      pace.looked(nowNanos, found, events);
    }
  }

  @Test
  void looksLessOftenWhenNothingWasSeenForSeconds() {
    look(2_900, false, 4);
    assertEquals(40, pace.intervalMillis());
    look(200, false, 4);
    assertEquals(160, pace.intervalMillis());
    look(6_000, false, 16);
    assertEquals(160, pace.intervalMillis());
    look(2_000, false, 16);
    assertEquals(320, pace.intervalMillis());
    look(60_000, false, 32);
    assertEquals(320, pace.intervalMillis());
  }

  @Test
  void oneWaitAndItLooksOftenAgain() {
    look(20_000, false, 4);
    look(320, true, 4);
    assertEquals(40, pace.intervalMillis());
    look(2_800, false, 4);
    assertEquals(40, pace.intervalMillis());
    look(40, true, 4);
    look(2_800, false, 4);
    assertEquals(40, pace.intervalMillis());
  }

  @Test
  void aBurstOfEventsIsNoWork() {
    look(20_000, false, 4);
    look(320, false, 400);
    look(10_000, false, 4);
    assertEquals(320, pace.intervalMillis());
  }

  @Test
  void manyEventsAreAnApplicationAtWorkThoughItsWaitsAreShort() {
    look(20_000, false, 4);
    look(3_000, false, 400);
    assertEquals(40, pace.intervalMillis());
    look(20_000, false, 60);
    assertEquals(40, pace.intervalMillis());
  }
}
