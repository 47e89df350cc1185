// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.timeline.waits.PauseSink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainedPausesTest {

  private final List<String> warnings = new ArrayList<>();
  private final List<String> passed = new ArrayList<>();
  private int calls;

  private final PauseSink sink =
      new PauseSink() {
        @Override
        public void pause(long startNanos, long endNanos) {
          passed.add(startNanos + "-" + endNanos);
        }

        @Override
        public void pausesMissed(long fromNanos, long untilNanos) {
          passed.add("missed");
        }
      };

  private GcPauses passing(Error failure) {
    return new GcPauses() {
      @Override
      void pass(PauseSink to) {
        calls++;
        if (calls > 1) {
          throw failure;
        }
        to.pause(1, 2);
      }
    };
  }

  @Test
  void afterAFailureNothingIsAsked() {
    for (Error failure : List.of(new NoClassDefFoundError("a"), new OutOfMemoryError("b"))) {
      calls = 0;
      warnings.clear();
      passed.clear();
      ContainedPauses pauses = new ContainedPauses(() -> passing(failure), warnings::add);
      pauses.pass(sink);
      assertTrue(pauses.areKnown());
      pauses.pass(sink);
      pauses.pass(sink);
      assertFalse(pauses.areKnown());
      assertEquals(2, calls);
      assertEquals(List.of("1-2"), passed);
      assertEquals(
          List.of("pauses of garbage collection are not told apart any more: " + failure),
          warnings);
    }
  }

  @Test
  void aJvmThatCannotBeOpenedIsNone() {
    ContainedPauses pauses =
        new ContainedPauses(
            () -> {
              throw new ExceptionInInitializerError("c");
            },
            warnings::add);
    pauses.pass(sink);
    pauses.pass(sink);
    assertFalse(pauses.areKnown());
    assertEquals(1, warnings.size());
  }
}
