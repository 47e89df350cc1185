// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PoolNamesTest {

  @ParameterizedTest
  @CsvSource({
    "http-worker-12, http-worker",
    "http-nio-8080-exec-3, http-nio-exec",
    "GC Thread#1, GC Thread",
    "G1 Conc#0, G1 Conc",
    "C2 CompilerThread0, C2 CompilerThread",
    "lib@0x7fA9, lib",
    "T12, T1",
    "main, main",
    "42, unnamed",
  })
  void areTheMetrics(String thread, String pool) {
    assertEquals(pool, PoolNames.of(thread));
    assertEquals(pool, new io.jftrace.timeline.PoolNames(1).poolOf(thread));
  }
}
