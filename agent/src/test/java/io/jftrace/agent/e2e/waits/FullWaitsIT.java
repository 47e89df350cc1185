// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import org.junit.jupiter.api.Test;

/** With system calls traced, for waits of a millisecond and more. */
class FullWaitsIT extends WaitsTruth {

  FullWaitsIT() {
    super(Profile.FULL, 1_000_000);
  }

  @Test
  void whoReleasedTheLockIsItsOwner() {
    assertMost(
        "lock owners",
        // A monitor's wait on JDK 17 may end with a step that a timer ended: then nobody is named.
        0.96,
        compared(w -> !w.lockOwner().isEmpty()),
        wait -> wait.lastText("lockOwner"),
        (wait, seen) -> seen.equals(wait.lockOwner()));
  }

  /** That of a monitor is asked while it is waited for, which takes a longer wait. */
  @Test
  void lockClassesOfSynchronizersAreTheTrueOnes() {
    assertMost(
        "lock classes",
        0.99,
        compared(w -> w.lockClass().startsWith("java.util.concurrent")),
        wait -> wait.text("lockClass"),
        (wait, seen) -> seen.equals(wait.lockClass()));
  }
}
