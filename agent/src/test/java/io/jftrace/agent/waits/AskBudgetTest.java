// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AskBudgetTest {

  private static final long SECOND = 1_000_000_000;

  private final AskBudget budget = new AskBudget(0);

  /** Asks as much as is allowed, 100 us each. */
  private long askAll() {
    long spentNanos = 0;
    while (budget.allows()) {
      budget.spend(100_000);
      spentNanos += 100_000;
    }
    return spentNanos;
  }

  @Test
  void oneHundredthOfTheTimeAfterABurst() {
    assertEquals(50_000_000, askAll());
    long spentNanos = 0;
    // Times that do not divide evenly: nothing must get lost in between.
    for (long now = 0; now <= 100 * SECOND; now += 39_999_999) {
      budget.fill(now);
      spentNanos += askAll();
    }
    assertTrue(Math.abs(SECOND - spentNanos) <= 1_000_000, spentNanos + " ns");
  }

  @Test
  void whatIsNotUsedIsKeptForOneBurstOnly() {
    askAll();
    budget.fill(1_000 * SECOND);
    assertEquals(50_000_000, askAll());
  }

  @Test
  void oneThatTookLongIsPaidBack() {
    budget.spend(150_000_000);
    budget.fill(9 * SECOND);
    assertFalse(budget.allows());
    budget.fill(11 * SECOND);
    assertTrue(budget.allows());
  }
}
