// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Small files that are made here. */
class ElfImageTest {

  private static final int SYMTAB = 2;
  private static final int DYNSYM = 11;
  private static final int NOTE = 7;
  private static final int PROGBITS = 1;
  private static final int FUNC = 2;
  private static final int IFUNC = 10;
  private static final int OBJECT = 1;

  @TempDir private Path directory;

  private ElfImage image(SmallElf elf) throws IOException {
    return ElfImage.read(Files.write(directory.resolve("small.so"), elf.build()));
  }

  private static long at(int offset) {
    return SmallElf.ADDRESS + offset;
  }

  @Test
  void functionsWithoutVersionsEachOnce() throws IOException {
    SmallElf elf = new SmallElf().symbol("f", FUNC, at(0)).symbol("g@VER_1", FUNC, at(0x20));
    elf.symbol("g@@VER_2", FUNC, at(0x10)).symbol("data", OBJECT, at(0x30));
    elf.symbol("far", FUNC, 0x99_0000).symbol("chosen@@V", IFUNC, at(0)).symbolTable(DYNSYM);
    elf.symbol("local", FUNC, at(0x40)).symbol("chosen@OLD", FUNC, at(0x50)).symbolTable(SYMTAB);
    ElfImage image = image(elf);
    assertEquals(
        List.of(
            new ElfFunction("f", SmallElf.CODE, 0),
            new ElfFunction("g", SmallElf.CODE + 0x20, 0),
            new ElfFunction("g", SmallElf.CODE + 0x10, 0),
            new ElfFunction("local", SmallElf.CODE + 0x40, 0)),
        image.functions());
    assertEquals(List.of("chosen"), image.indirectFunctions());
  }

  @Test
  void functionsOfMiniDebugInfo() throws IOException {
    byte[] inner = new SmallElf().symbol("hidden", FUNC, at(8)).symbolTable(SYMTAB).build();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(packed, new LZMA2Options(1))) {
      xz.write(inner);
    }
    SmallElf outer = new SmallElf().section(".gnu_debugdata", PROGBITS, 0, packed.toByteArray());
    assertEquals(
        List.of(new ElfFunction("hidden", SmallElf.CODE + 8, 0)), image(outer).functions());
    SmallElf damaged = new SmallElf().section(".gnu_debugdata", PROGBITS, 0, new byte[99]);
    assertThrows(IOException.class, () -> image(damaged).functions());
  }

  @Test
  void staticProbesMoveWithTheirBase() throws IOException {
    byte[] note = SmallElf.usdtNote(at(4) - 0x700, 0x2000, "p", "n", "8@%rdx -4@$1");
    SmallElf elf = new SmallElf().section(".stapsdt.base", PROGBITS, 0x2700, new byte[1]);
    UsdtSite site = image(elf.section(".note.stapsdt", NOTE, 0, note)).usdtSites().get(0);
    assertEquals(
        "p n " + (SmallElf.CODE + 4),
        site.provider() + " " + site.name() + " " + site.fileOffset());
    assertEquals(0, site.semaphoreOffset());
    assertEquals(2, site.arguments().size());
  }

  @Test
  void malformedNotesAreToldWithTheFile() {
    byte[] note = SmallElf.usdtNote(0x99_0000, 0, "p", "n", "");
    SmallElf elf = new SmallElf().section(".note.stapsdt", NOTE, 0, note);
    IOException e = assertThrows(IOException.class, () -> image(elf).usdtSites());
    assertTrue(e.getMessage().contains("small.so"), e.getMessage());
    byte[] huge = SmallElf.usdtNote(at(0), 0, "p", "n", "");
    huge[7] = 0x7f;
    SmallElf larger = new SmallElf().section(".note.stapsdt", NOTE, 0, huge);
    assertThrows(IOException.class, () -> image(larger).usdtSites());
  }

  @Test
  void instructionsInCode() throws IOException {
    ElfImage image = image(new SmallElf());
    assertTrue(image.contains(SmallElf.CODE + SmallElf.CODE_BYTES - 1));
    assertFalse(image.contains(SmallElf.CODE + SmallElf.CODE_BYTES));
    assertFalse(image.contains(SmallElf.CODE - 1));
    assertEquals(HitCost.NOP, image.hitCost(SmallElf.CODE));
    assertEquals(HitCost.UNKNOWN, image.hitCost(0));
    assertEquals(SmallElf.CODE + 0x14, image.behindMark(SmallElf.CODE + 0x10));
    assertEquals(HitCost.EMULATED, image.hitCost(SmallElf.CODE + 0x14));
    assertEquals(SmallElf.CODE, image.behindMark(SmallElf.CODE));
  }
}
