// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BufferSettingsTest {

  private static final long GIB_IN_KB = 1024 * 1024;
  private static final BufferSettings CHOSEN = new BufferSettings(0, -1, 0);

  private static int maxKb(BufferSettings sizes, int cpus, long memoryKb) {
    return sizes.maxKbFor(cpus, memoryKb, sizes.sizeKbFor(cpus, memoryKb, false));
  }

  @Test
  void bufferIsSmallerPerCpuWhereThereAreMany() {
    assertEquals(4096, CHOSEN.sizeKbFor(2, 24 * GIB_IN_KB, false));
    assertEquals(1024, CHOSEN.sizeKbFor(64, 24 * GIB_IN_KB, false));
    assertEquals(512, CHOSEN.sizeKbFor(500, 24 * GIB_IN_KB, false));
    assertEquals(100, new BufferSettings(100, -1, 0).sizeKbFor(500, 24 * GIB_IN_KB, false));
  }

  @Test
  void itMayGrowFourfoldWithinABoundForAllCpus() {
    assertEquals(16_384, maxKb(CHOSEN, 2, 24 * GIB_IN_KB));
    assertEquals(4096, maxKb(CHOSEN, 64, 256 * GIB_IN_KB));
    assertEquals(2048, maxKb(CHOSEN, 128, 256 * GIB_IN_KB));
    assertEquals(8192, maxKb(CHOSEN, 4, GIB_IN_KB / 4));
  }

  @Test
  void whereMemoryIsShortOrNotKnownItDoesNotGrow() {
    assertEquals(512, maxKb(CHOSEN, 500, GIB_IN_KB));
    assertEquals(4096, maxKb(CHOSEN, 2, 0));
    assertEquals(262_144, maxKb(new BufferSettings(262_144, -1, 0), 2, 24 * GIB_IN_KB));
  }

  @Test
  void withSystemCallsItBeginsLargerWithinTheSameBound() {
    assertEquals(16_384, CHOSEN.sizeKbFor(2, 24 * GIB_IN_KB, true));
    assertEquals(4096, CHOSEN.sizeKbFor(64, 256 * GIB_IN_KB, true));
    assertEquals(512, CHOSEN.sizeKbFor(500, GIB_IN_KB, true));
    assertEquals(8192, CHOSEN.sizeKbFor(4, GIB_IN_KB / 4, true));
    assertEquals(64, new BufferSettings(64, 0, 0).sizeKbFor(2, 24 * GIB_IN_KB, true));
    assertEquals(65_536, CHOSEN.maxKbFor(2, 24 * GIB_IN_KB, 16_384));
    assertEquals(256, CHOSEN.readerSlotsFor(2, 4096, true));
    assertEquals(128, CHOSEN.readerSlotsFor(64, 4096, true));
  }

  @Test
  void whatTheUserSaysCounts() {
    assertEquals(64, maxKb(new BufferSettings(64, 0, 0), 2, 24 * GIB_IN_KB));
    assertEquals(64, maxKb(new BufferSettings(64, 32, 0), 2, 24 * GIB_IN_KB));
    assertEquals(500_000, maxKb(new BufferSettings(64, 500_000, 0), 2, GIB_IN_KB));
  }

  @Test
  void theReaderKeepsLessPerCpuWhereThereAreMany() {
    assertEquals(64, CHOSEN.readerSlotsFor(2, 4096, false));
    assertEquals(4, CHOSEN.readerSlotsFor(2, 65_536, false));
    assertEquals(16, CHOSEN.readerSlotsFor(512, 4096, false));
    assertEquals(1, CHOSEN.readerSlotsFor(1000, 65_536, false));
    assertEquals(256, new BufferSettings(0, 0, 1024).readerSlotsFor(512, 4096, false));
    assertEquals(1, new BufferSettings(0, 0, 4).readerSlotsFor(2, 65_536, false));
  }

  @Test
  void memoryIsReadFromMeminfo() {
    assertEquals(24684000, MachineMemory.totalKb("MemTotal:       24684000 kB\nMemFree: 1 kB\n"));
    assertEquals(0, MachineMemory.totalKb("nothing"));
    assertTrue(MachineMemory.totalKb() > 100_000);
  }
}
