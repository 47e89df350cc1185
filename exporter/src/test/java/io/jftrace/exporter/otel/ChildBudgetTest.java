// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChildBudgetTest {

  private static final long MILLI = 1_000_000;
  private static final ParentId PARENT = new ParentId("a".repeat(32), "b".repeat(16));

  private static int admitted(ChildBudget budget, long durationNanos, int wanted) {
    int admitted = 0;
    for (int i = 0; i < wanted; i++) {
      admitted += budget.admits(PARENT, durationNanos, 0) ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void eachFurtherEighthTakesOnlyWaitsTwiceAsLong() {
    ChildBudget budget = new ChildBudget(MILLI, 128, 1_000_000);
    for (int part = 0; part < 8; part++) {
      assertEquals(
          part == 0 ? 16 : 0, admitted(budget, (MILLI << part) - 1 + (part == 0 ? 1 : 0), 100));
      assertEquals(part == 0 ? 0 : 16, admitted(budget, MILLI << part, 100), "part " + part);
    }
    assertEquals(0, admitted(budget, Long.MAX_VALUE, 100));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "3, 3", "8, 8", "13, 13", "10000, 10000"})
  void longWaitsFillTheBudgetToItsEnd(int maxPerParent, int expected) {
    ChildBudget budget = new ChildBudget(MILLI, maxPerParent, 1_000_000);
    assertEquals(expected, admitted(budget, 128 * MILLI, maxPerParent + 100));
  }

  @Test
  void longWaitsGetThroughAlsoWithoutAShortestDuration() {
    ChildBudget budget = new ChildBudget(0, 8, 1_000_000);
    assertEquals(1, admitted(budget, 1, 100));
    assertEquals(7, admitted(budget, MILLI, 100));
  }

  @Test
  void parentsHaveTheirOwnBudgetsAndShareTheSecond() {
    ChildBudget budget = new ChildBudget(MILLI, 2, 3);
    ParentId other = new ParentId(PARENT.traceId(), "c".repeat(16));
    assertEquals(2, admitted(budget, 1000 * MILLI, 3));
    assertTrue(budget.admits(other, 1000 * MILLI, 0));
    assertFalse(budget.admits(other, 1000 * MILLI, 0), "the second is used up");
    assertTrue(budget.admits(other, 1000 * MILLI, 1000 * MILLI), "what was refused does not count");
  }

  @Test
  void theParentsThatAreRememberedAreBounded() {
    ChildBudget budget = new ChildBudget(MILLI, 1, 1_000_000);
    assertTrue(budget.admits(PARENT, MILLI, 0));
    for (int i = 0; i < 3 * ChildBudget.MAX_PARENTS; i++) {
      budget.admits(new ParentId(PARENT.traceId(), "c" + i), MILLI, 0);
      assertFalse(budget.admits(PARENT, MILLI, 0), "one that is in use is not forgotten");
    }
    assertEquals(ChildBudget.MAX_PARENTS, budget.parents());
  }
}
