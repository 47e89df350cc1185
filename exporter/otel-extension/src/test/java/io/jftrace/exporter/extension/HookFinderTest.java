// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshHook.class)
class HookFinderTest {

  @Test
  void theAgentsHookIsLookedForWhereTheAgentPutsIt() {
    // No agent is in the tests' process.
    assertNull(HookFinder.ofAgent().orNull());
  }

  @Test
  void anAgentIsFoundThatComesLater() {
    AtomicInteger looks = new AtomicInteger();
    HookFinder finder =
        new HookFinder(
            () -> {
              if (looks.incrementAndGet() < 3) {
                throw new ClassNotFoundException();
              }
              return FakeHook.class;
            });
    long beginNanos = System.nanoTime();
    Receiver.await(() -> finder.orNull() != null);

    assertEquals(3, looks.get());
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNanos);
    assertTrue(millis >= 200, () -> "three looks in " + millis + " ms");
    assertTrue(FakeHook.isWanted());
  }

  @Test
  void aHookCountsOnlyWhileAnAgentAnswers() {
    HookFinder finder = new HookFinder(() -> FakeHook.class);
    assertNull(finder.openOrNull());
    FakeHook.openPassing();
    assertNotNull(finder.openOrNull());
    FakeHook.close();
    assertNull(finder.openOrNull());
    assertNotNull(finder.orNull(), "what was answered can be taken");
  }

  @Test
  void aHookOfAnotherKindIsLeftAlone() {
    HookFinder finder = new HookFinder(() -> String.class);
    assertNull(finder.orNull());
    assertFalse(FakeHook.isWanted());
  }
}
