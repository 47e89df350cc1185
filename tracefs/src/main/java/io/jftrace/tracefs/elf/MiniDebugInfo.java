// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import net.fornwall.jelf.ElfException;
import org.tukaani.xz.XZInputStream;

/**
 * The symbols of functions that some distributions leave in a stripped library: an ELF file,
 * compressed, in the section .gnu_debugdata (GDB's manual, "MiniDebugInfo"). Its segments say
 * nothing; the addresses are those of the library.
 */
final class MiniDebugInfo {

  static final String SECTION = ".gnu_debugdata";

  /** libjvm.so's symbols and their names take 6 MB. */
  private static final int MAX_BYTES = 64 << 20;

  private static final int MAX_DICTIONARY_KIB = 64 << 10;

  private MiniDebugInfo() {}

  static byte[] unpack(byte[] compressed) {
    try (XZInputStream in =
        new XZInputStream(new ByteArrayInputStream(compressed), MAX_DICTIONARY_KIB)) {
      byte[] elf = in.readNBytes(MAX_BYTES);
      if (in.read() >= 0) {
        throw new ElfException(SECTION + " of more than " + MAX_BYTES + " bytes");
      }
      return elf;
    } catch (IOException e) {
      throw new ElfException(SECTION + ": " + e.getMessage(), e);
    }
  }
}
