// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JvmStartTest {

  private final JvmStart start = new JvmStart(1000);

  @Test
  void isWhatTheSystemsClockSaysIfNothingSpeaksAgainstIt() {
    start.liesBetween(900, 1100);
    assertEquals(1000, start.nanos());
  }

  @Test
  void isMovedToWhereItCanBe() {
    start.liesBetween(1200, 1600);
    assertEquals(1200, start.nanos());
  }

  @Test
  void isNarrowedDownByEachTime() {
    start.liesBetween(1200, 1600);
    start.liesBetween(1300, 1700);
    start.liesBetween(1100, 1250);
    assertEquals(1250, start.nanos());
  }

  @Test
  void isFollowedIfTheClocksDrift() {
    start.liesBetween(900, 1100);
    start.liesBetween(1200, 1300);
    start.liesBetween(1240, 1400);
    assertEquals(1240, start.nanos());
  }
}
