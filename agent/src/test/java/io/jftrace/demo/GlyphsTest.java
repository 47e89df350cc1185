// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class GlyphsTest {

  @Test
  void blocksWhereTheyCanBePrinted() {
    assertEquals(Glyphs.BLOCKS, Glyphs.of(StandardCharsets.UTF_8));
    assertEquals(Glyphs.ASCII, Glyphs.of(StandardCharsets.US_ASCII));
    assertEquals(Glyphs.ASCII, Glyphs.of(StandardCharsets.ISO_8859_1));
  }

  @Test
  void aBarHasAllItsCells() {
    PoolTime time = new PoolTime("p");
    time.addRunning(1);
    time.addWaitingForCpu(1);
    time.addWait("sleeping", 2);
    time.addInsideSpans(1);
    assertEquals("##==++..", Glyphs.ASCII.bar(time, 8));
    assertEquals("█▓▒░", Glyphs.BLOCKS.bar(time, 4));
  }
}
