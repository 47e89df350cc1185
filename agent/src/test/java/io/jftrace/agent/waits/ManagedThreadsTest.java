// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ThreadMXBean;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class ManagedThreadsTest {

  private static final long SECOND = 1_000_000_000;

  private boolean supported = true;
  private long cpuNanos;

  private ManagedThreads threads() {
    return new ManagedThreads(
        (ThreadMXBean)
            Proxy.newProxyInstance(
                ManagedThreadsTest.class.getClassLoader(),
                new Class<?>[] {ThreadMXBean.class},
                (proxy, method, values) ->
                    method.getName().equals("getCurrentThreadCpuTime") ? cpuNanos : supported));
  }

  @Test
  void theClockIsTheThreadsCpu() {
    ManagedThreads threads = threads();
    cpuNanos = 5;
    assertEquals(5, threads.spentNanos());
    cpuNanos = 7;
    assertEquals(7, threads.spentNanos());
  }

  /** As {@code ThreadMXBean.setThreadCpuTimeEnabled} has it. */
  @Test
  void theClockGoesOnWhenTheApplicationSwitchesItOff() throws InterruptedException {
    ManagedThreads threads = threads();
    cpuNanos = 3600 * SECOND;
    assertEquals(3600 * SECOND, threads.spentNanos());
    cpuNanos = -1;
    long first = threads.spentNanos();
    assertTrue(first >= 3600 * SECOND && first < 3660 * SECOND, "does not jump: " + first);
    Thread.sleep(2);
    long second = threads.spentNanos();
    assertTrue(second >= first + 1_000_000, "goes on: " + second);
    cpuNanos = 3600 * SECOND;
    assertTrue(threads.spentNanos() >= second, "does not go back");
  }

  @Test
  void withoutCpuTimeItIsTimeThatPasses() {
    supported = false;
    cpuNanos = -1;
    ManagedThreads threads = threads();
    long first = threads.spentNanos();
    assertTrue(threads.spentNanos() - first >= 0);
  }
}
