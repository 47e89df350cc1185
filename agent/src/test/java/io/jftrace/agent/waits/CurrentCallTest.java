// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CurrentCallTest {

  @Test
  void aCallWithItsArguments() {
    String text = "202 0x7f3c5c0e19d0 0x80 0xffffffffffffffff 0x0 0x0 0x0 0x7ffd1 0x7f3c1\n";
    assertFalse(CurrentCall.isRunning(text));
    CurrentCall call = CurrentCall.parse(text);
    assertEquals(new CurrentCall(202, 0x7f3c5c0e19d0L, 0x80, -1), call);
    assertEquals(-1, call.argument(2));
  }

  @Test
  void noCall() {
    assertTrue(CurrentCall.parse("-1 0x7ffd1 0x7f3c1\n").isNone());
  }

  @Test
  void noTextOfAThreadThatHasEnded() {
    assertTrue(CurrentCall.parse("").isNone());
  }

  @Test
  void aThreadThatRuns() {
    assertTrue(CurrentCall.isRunning("running\n"));
  }
}
