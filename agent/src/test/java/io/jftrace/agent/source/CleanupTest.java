// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanupTest {

  private final List<String> done = new ArrayList<>();
  private final IOException first = new IOException("first");
  private final IllegalStateException second = new IllegalStateException("second");

  private void failFirst() throws IOException {
    throw first;
  }

  private void failSecond() {
    throw second;
  }

  @Test
  void allStepsAreCarriedOutAndTheFirstFailureIsTold() {
    Cleanup cleanup =
        new Cleanup()
            .then(() -> done.add("a"))
            .then(this::failFirst)
            .then(() -> done.add("b"))
            .then(this::failSecond)
            .then(() -> done.add("c"));
    assertEquals(List.of("a", "b", "c"), done);
    assertSame(first, assertThrows(IOException.class, cleanup::end));
    assertArrayEquals(new Throwable[] {second}, first.getSuppressed());
  }

  @Test
  void aFailureWithoutInputOrOutputIsToldToo() {
    Cleanup cleanup = new Cleanup().then(this::failSecond).then(this::failFirst);
    assertSame(second, assertThrows(IllegalStateException.class, cleanup::end));
    assertArrayEquals(new Throwable[] {first}, second.getSuppressed());
  }

  @Test
  void whatFailedBeforeStaysTheFailure() throws Exception {
    Cleanup.after(first, this::failSecond);
    assertArrayEquals(new Throwable[] {second}, first.getSuppressed());
    new Cleanup().then(() -> done.add("a")).end();
    assertEquals(List.of("a"), done);
  }
}
