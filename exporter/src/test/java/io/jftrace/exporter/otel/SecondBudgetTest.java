// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecondBudgetTest {

  private static final long SECOND = 1_000_000_000;

  private static int takenAt(SecondBudget budget, long timeNanos, int wanted) {
    budget.reach(timeNanos);
    int taken = 0;
    for (int i = 0; i < wanted; i++) {
      taken += budget.take() ? 1 : 0;
    }
    return taken;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 1000, 999_999, 1_000_000})
  void holdsOneSecondsWorth(int maxPerSecond) {
    SecondBudget budget = new SecondBudget(maxPerSecond);
    long start = Long.MAX_VALUE - SECOND;
    assertEquals(maxPerSecond, takenAt(budget, start, maxPerSecond + 5));
    assertEquals(0, takenAt(budget, start + SECOND / maxPerSecond / 2, 1));
    assertEquals(maxPerSecond, takenAt(budget, start + 100 * SECOND, maxPerSecond + 5));
  }

  @Test
  void fillsUpWithTime() {
    SecondBudget budget = new SecondBudget(1000);
    assertEquals(1000, takenAt(budget, 0, 2000));
    assertEquals(250, takenAt(budget, SECOND / 4, 2000));
    assertEquals(1, takenAt(budget, SECOND / 4 + 1_000_000, 2000));
  }

  @Test
  void timesThatGoBackGiveNothing() {
    SecondBudget budget = new SecondBudget(10);
    assertEquals(10, takenAt(budget, SECOND, 20));
    for (int i = 0; i < 20; i++) {
      assertEquals(0, takenAt(budget, SECOND - i * SECOND, 1));
      assertEquals(0, takenAt(budget, SECOND, 1));
    }
  }

  @Test
  void maybeNone() {
    assertEquals(0, takenAt(new SecondBudget(0), SECOND, 3));
  }
}
