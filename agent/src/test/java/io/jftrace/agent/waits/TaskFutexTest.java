// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
final class TaskFutexTest {

  @Test
  void readsTheAddressOfAWait() {
    assertEquals(
        0x7f63344fcdb8L, TaskFutex.address("202 0x7f63344fcdb8 0x189 0x0 0x0 0x0 0x0 0x1 0x2\n"));
    assertEquals(0x7f8, TaskFutex.address("202 0x7f8 0x80 0x0 0x0 0x0 0x0 0x1 0x2\n"));
  }

  @Test
  void whatIsNoWaitForAFutexHasNone() {
    assertEquals(0, TaskFutex.address("202 0x7f8 0x81 0x1 0x0 0x0 0x0 0x1 0x2\n"), "a wake");
    assertEquals(0, TaskFutex.address("0 0x7f8 0x80 0x0 0x0 0x0 0x0 0x1 0x2\n"), "a read");
    assertEquals(0, TaskFutex.address("-1 0x7ffd 0x7f63\n"), "outside of system calls");
    assertEquals(0, TaskFutex.address("running\n"));
    assertEquals(0, TaskFutex.address(""));
  }
}
