// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BufferSettingsTest {

  private static final long GIB_IN_KB = 1024 * 1024;
  private static final BufferSettings CHOSEN = new BufferSettings(0, -1, 0);

  @Test
  void bufferIsSmallerPerCpuWhereThereAreMany() {
    assertEquals(4096, CHOSEN.sizeKbFor(2));
    assertEquals(1024, CHOSEN.sizeKbFor(64));
    assertEquals(512, CHOSEN.sizeKbFor(500));
    assertEquals(100, new BufferSettings(100, -1, 0).sizeKbFor(500));
  }

  @Test
  void itMayGrowFourfoldWithinABoundForAllCpus() {
    assertEquals(16_384, CHOSEN.maxKbFor(2, 24 * GIB_IN_KB));
    assertEquals(4096, CHOSEN.maxKbFor(64, 256 * GIB_IN_KB));
    assertEquals(2048, CHOSEN.maxKbFor(128, 256 * GIB_IN_KB));
    assertEquals(8192, CHOSEN.maxKbFor(4, GIB_IN_KB / 4));
  }

  @Test
  void whereMemoryIsShortOrNotKnownItDoesNotGrow() {
    assertEquals(512, CHOSEN.maxKbFor(500, GIB_IN_KB));
    assertEquals(4096, CHOSEN.maxKbFor(2, 0));
    assertEquals(262_144, new BufferSettings(262_144, -1, 0).maxKbFor(2, 24 * GIB_IN_KB));
  }

  @Test
  void whatTheUserSaysCounts() {
    assertEquals(64, new BufferSettings(64, 0, 0).maxKbFor(2, 24 * GIB_IN_KB));
    assertEquals(64, new BufferSettings(64, 32, 0).maxKbFor(2, 24 * GIB_IN_KB));
    assertEquals(500_000, new BufferSettings(64, 500_000, 0).maxKbFor(2, GIB_IN_KB));
  }

  @Test
  void theReaderKeepsLessPerCpuWhereThereAreMany() {
    assertEquals(64, CHOSEN.readerSlotsFor(2, 4096));
    assertEquals(4, CHOSEN.readerSlotsFor(2, 65_536));
    assertEquals(16, CHOSEN.readerSlotsFor(512, 4096));
    assertEquals(1, CHOSEN.readerSlotsFor(1000, 65_536));
    assertEquals(256, new BufferSettings(0, 0, 1024).readerSlotsFor(512, 4096));
    assertEquals(1, new BufferSettings(0, 0, 4).readerSlotsFor(2, 65_536));
  }

  @Test
  void memoryIsReadFromMeminfo() {
    assertEquals(24684000, MachineMemory.totalKb("MemTotal:       24684000 kB\nMemFree: 1 kB\n"));
    assertEquals(0, MachineMemory.totalKb("nothing"));
    assertTrue(MachineMemory.totalKb() > 100_000);
  }
}
