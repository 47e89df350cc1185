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
}
