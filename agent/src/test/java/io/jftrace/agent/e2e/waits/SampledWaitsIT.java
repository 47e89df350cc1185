// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import org.junit.jupiter.api.Test;

/** By asking while they last, for waits of 50 ms and more. */
class SampledWaitsIT extends WaitsTruth {

  SampledWaitsIT() {
    super(Profile.SAMPLED, 50_000_000);
  }

  @Test
  void lockClassesAreTheTrueOnes() {
    assertMost(
        "lock classes",
        0.99,
        compared(w -> !w.lockClass().isEmpty()),
        wait -> wait.text("lockClass"),
        (wait, seen) -> seen.equals(wait.lockClass()));
  }

  @Test
  void lockOwnersAreTheTrueOnes() {
    assertMost(
        "lock owners",
        0.99,
        compared(w -> !w.lockOwner().isEmpty()),
        wait -> wait.text("lockOwner"),
        (wait, seen) -> seen.equals(wait.lockOwner()));
  }

  @Test
  void stacksShowWhereItWaits() {
    assertMost(
        "Java stacks",
        0.95,
        compared(w -> !w.frame().isEmpty()),
        wait -> wait.text("javaStack"),
        (wait, seen) -> seen.contains(wait.frame()));
  }
}
