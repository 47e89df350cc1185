// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolNamesTest {

  @ParameterizedTest
  @CsvSource({
    "http-nio-8080-exec-3, http-nio-exec",
    "pool-1-thread-12, pool-thread",
    "GC Thread#1, GC Thread",
    "G1 Conc#0, G1 Conc",
    "C2 CompilerThread0, C2 CompilerThread",
    "worker7, worker",
    "main, main",
    "42, unnamed",
    "ForkJoinPool.commonPool-worker-3, ForkJoinPool.commonPool-worker",
  })
  void areThreadNamesWithoutTheirNumbers(String thread, String pool) {
    assertEquals(pool, PoolNames.withoutNumbers(thread));
  }

  @Test
  void areBounded() {
    PoolNames names = new PoolNames(2);
    assertEquals("a", names.poolOf("a-1"));
    assertEquals("b", names.poolOf("b-1"));
    assertEquals("other", names.poolOf("c-1"));
    assertEquals("a", names.poolOf("a-2"));
  }

  @Test
  void threadsThatGiveLanesToOthersShareAPoolThatTakesNoPlace() {
    PoolNames names = new PoolNames(1);
    assertEquals("jftrace-lane", names.poolOf("jftrace-lane VM Thread"));
    assertEquals("jftrace-lane", names.poolOf("jftrace-lane GC Thread#0"));
    assertEquals("worker", names.poolOf("worker-1"));
  }
}
