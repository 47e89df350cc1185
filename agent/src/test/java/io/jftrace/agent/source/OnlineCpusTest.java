// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OnlineCpusTest {

  @Test
  void countsRangesAndSingleOnes() {
    assertEquals(1, OnlineCpus.count("0"));
    assertEquals(8, OnlineCpus.count("0-7"));
    assertEquals(6, OnlineCpus.count("0-3,6,12"));
    assertThrows(NumberFormatException.class, () -> OnlineCpus.count(""));
  }

  @Test
  void areAtLeastTheJvms() {
    assertTrue(OnlineCpus.count() >= Runtime.getRuntime().availableProcessors());
  }

  @Test
  void bufferIsSmallerPerCpuWhereThereAreMany() {
    TracefsSettings settings = new TracefsSettings(null, 0);
    assertEquals(4096, settings.bufferKbFor(2));
    assertEquals(1024, settings.bufferKbFor(64));
    assertEquals(512, settings.bufferKbFor(500));
    assertEquals(100, new TracefsSettings(null, 100).bufferKbFor(500));
  }
}
