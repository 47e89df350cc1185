// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import net.fornwall.jelf.ElfException;
import net.fornwall.jelf.ElfFile;

/** The parts of a 64-bit ELF file, while it is open. What is malformed is an ElfException. */
record ElfContent(ElfFile header, Segments segments, Sections sections) {

  static ElfContent of(FileBytes bytes) {
    ElfFile elf = ElfFile.from(bytes);
    if (elf.is32Bits()) {
      throw new ElfException("not of 64 bits");
    }
    return new ElfContent(elf, new Segments(elf), new Sections(elf, bytes));
  }
}
