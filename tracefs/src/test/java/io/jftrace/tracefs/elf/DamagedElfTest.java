// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in a file, it is read or refused by an IOException. */
class DamagedElfTest {

  private static final int HEADER_BYTES = 64 + 2 * 56;
  private static final int ROUNDS = 2000;

  @TempDir private Path directory;

  private static byte[] intact() {
    long code = SmallElf.ADDRESS;
    SmallElf elf = new SmallElf().symbol("f", 2, code).symbol("g", 10, code).symbolTable(11);
    elf.section(".stapsdt.base", 1, 0x2700, new byte[1]);
    byte[] note = SmallElf.usdtNote(code, 0x2700, "p", "n", "8@%rdx 8@[sp, 16]");
    return elf.section(".note.stapsdt", 7, 0, note).build();
  }

  /** Whether it could be read. */
  private boolean read(byte[] content) throws IOException {
    Path file = Files.write(directory.resolve("damaged.so"), content);
    try {
      ElfImage image = ElfImage.read(file);
      image.exportedAddresses(name -> true);
      image.exportedFunction("f");
      for (ElfFunction function : image.functions()) {
        image.hitCost(function.fileOffset());
      }
      for (UsdtSite site : image.usdtSites()) {
        image.hitCost(site.fileOffset());
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void cutOff() throws IOException {
    byte[] intact = intact();
    assertTrue(read(intact));
    for (int length = 0; length < intact.length; length += length < HEADER_BYTES ? 1 : 37) {
      assertTrue(!read(Arrays.copyOf(intact, length)), "of " + length + " bytes");
    }
  }

  @Test
  void flippedBytes() throws IOException {
    Random random = new Random(1);
    byte[] intact = intact();
    int tables = SmallElf.CODE + SmallElf.CODE_BYTES;
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = intact.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at =
            random.nextInt(4) == 0
                ? random.nextInt(HEADER_BYTES)
                : tables + random.nextInt(intact.length - tables);
        damaged[at] = (byte) random.nextInt();
      }
      refused += read(damaged) ? 0 : 1;
    }
    assertTrue(refused > ROUNDS / 4 && refused < ROUNDS, refused + " refused");
  }

  @Test
  void noElfFileAtAll() throws IOException {
    Path file = Files.writeString(directory.resolve("text.so"), "no library");
    IOException e = assertThrows(IOException.class, () -> ElfImage.read(file));
    assertTrue(e.getMessage().contains("text.so"), e.getMessage());
    assertThrows(IOException.class, () -> ElfImage.read(directory));
    assertThrows(IOException.class, () -> ElfImage.read(directory.resolve("none.so")));
  }
}
