// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.elf.ElfFunction;
import io.jftrace.tracefs.elf.ElfImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions in a library's file: of this JVM, and of a small one that is made here. */
class JvmFunctionTest {

  private static final short X86_64 = 62;
  private static final int SEGMENT_OFFSET = 0x400;
  private static final long SEGMENT_ADDRESS = 0x5400;
  private static final int CODE = SEGMENT_OFFSET + 0x10;

  @TempDir private Path directory;

  @Test
  void codeInTheFileIsThatInMemory() throws Exception {
    MappedLibrary jvm = MappedLibrary.find("libjvm.so");
    // Few, and none that could have a probe.
    ElfImage image = ElfImage.read(jvm.file());
    Map<String, Long> addresses = image.exportedAddresses(name -> name.startsWith("JVM_Find"));
    assertTrue(addresses.size() > 2, addresses.toString());
    try (FileChannel file = FileChannel.open(jvm.file())) {
      for (String name : addresses.keySet()) {
        ByteBuffer code = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        file.read(code, image.exportedFunction(name).orElseThrow().fileOffset());
        assertEquals(
            ProcessMemory.readLong(jvm.baseAddress() + addresses.get(name)), code.getLong(0), name);
      }
    }
  }

  @Test
  void waitOfThisJvmIsFound() throws Exception {
    JvmFunction wait = JvmFunction.find("JVM_MonitorWait");
    assertTrue(wait.fileOffset() > 0);
    assertTrue(Files.exists(wait.library()));
    IOException e = assertThrows(IOException.class, () -> JvmFunction.find("JVM_NoSuchFunction"));
    assertTrue(e.getMessage().endsWith("libjvm.so has no function JVM_NoSuchFunction"));
  }

  /** An ELF file with one function "f", whose segment is not mapped at its offset in the file. */
  private Path library(String code) throws IOException {
    ByteBuffer elf = ByteBuffer.allocate(0x500).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    elf.putShort(18, X86_64);
    elf.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 2);
    elf.putLong(40, 0x100).putShort(58, (short) 64).putShort(60, (short) 3);
    segment(elf, 64, 0, 0x1000, 0x400);
    segment(elf, 64 + 56, SEGMENT_OFFSET, SEGMENT_ADDRESS, 0x80);
    // Sections: an empty one, .dynsym, which is linked to .dynstr.
    elf.putInt(0x140 + 4, 11).putLong(0x140 + 24, 0x200).putLong(0x140 + 32, 72);
    elf.putInt(0x140 + 40, 2).putLong(0x140 + 56, 24);
    elf.putInt(0x180 + 4, 3).putLong(0x180 + 24, 0x300).putLong(0x180 + 32, 10);
    elf.put(0x300, "\0f\0far\0v\0".getBytes(StandardCharsets.US_ASCII));
    symbol(elf, 0x200, 1, 2, SEGMENT_ADDRESS + 0x10);
    symbol(elf, 0x218, 3, 2, 0x99_0000);
    symbol(elf, 0x230, 7, 1, SEGMENT_ADDRESS + 0x20);
    for (int i = 0; i < code.length() / 2; i++) {
      elf.put(CODE + i, (byte) Integer.parseInt(code.substring(2 * i, 2 * i + 2), 16));
    }
    return Files.write(directory.resolve("libjvm.so"), elf.array());
  }

  private static void segment(ByteBuffer elf, int at, long offset, long address, long bytes) {
    elf.putInt(at, 1).putInt(at + 4, 5).putLong(at + 8, offset).putLong(at + 16, address);
    elf.putLong(at + 32, bytes).putLong(at + 40, bytes);
  }

  private static void symbol(ByteBuffer elf, int at, int name, int type, long value) {
    elf.putInt(at, name)
        .put(at + 4, (byte) type)
        .putShort(at + 6, (short) 1)
        .putLong(at + 8, value);
  }

  @Test
  void offsetsAreThoseOfTheSegmentAndAddressesOfTheMapping() throws Exception {
    ElfImage library = ElfImage.read(library("554889e5"));
    assertEquals(new ElfFunction("f", CODE, 0), library.exportedFunction("f").orElseThrow());
    assertEquals(
        Map.of("f", SEGMENT_ADDRESS + 0x10 - 0x1000), library.exportedAddresses("f"::equals));
    assertEquals(
        Map.of("v", SEGMENT_ADDRESS + 0x20 - 0x1000), library.exportedAddresses("v"::equals));
    assertTrue(library.exportedFunction("far").isEmpty(), "beyond all segments");
    assertTrue(library.exportedFunction("v").isEmpty(), "a variable");
  }

  @ParameterizedTest
  @CsvSource({
    "554889e5, 0, true",
    "57, 0, true",
    "90, 0, true",
    "f30f1efa55, 4, true",
    "f30f1efa4883, 4, false",
    "4883ec08, 0, false",
    "f30f1efb55, 0, false"
  })
  void probesAreCheapAtSomeInstructions(String code, int skipped, boolean cheap) throws Exception {
    JvmFunction function = JvmFunction.find(library(code), "f");
    assertEquals(CODE + skipped, function.fileOffset());
    assertEquals(cheap, function.isCheapToProbe());
  }
}
