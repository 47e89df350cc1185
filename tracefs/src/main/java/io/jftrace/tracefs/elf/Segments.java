// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import java.util.List;
import net.fornwall.jelf.ElfException;
import net.fornwall.jelf.ElfFile;
import net.fornwall.jelf.ElfSegment;

/** What is mapped from a file (PT_LOAD), and where. */
final class Segments {

  private final List<ElfSegment> loaded;

  Segments(ElfFile elf) {
    this.loaded = elf.segmentsOfType(ElfSegment.PT_LOAD);
  }

  /** The address of what is mapped from the file's beginning. */
  long firstAddress() {
    for (ElfSegment segment : loaded) {
      if (segment.p_offset == 0) {
        return segment.p_vaddr;
      }
    }
    throw new ElfException("no segment begins where the file does");
  }

  /** Where in the file that is which is mapped at an address; -1 if it is not from the file. */
  long fileOffset(long address) {
    for (ElfSegment segment : loaded) {
      long within = address - segment.p_vaddr;
      if (within >= 0 && within < segment.p_filesz) {
        return segment.p_offset + within;
      }
    }
    return -1;
  }

  /** Whether that is mapped as code. */
  boolean isExecutable(long fileOffset) {
    for (ElfSegment segment : loaded) {
      long within = fileOffset - segment.p_offset;
      if (segment.isExecutable() && within >= 0 && within < segment.p_filesz) {
        return true;
      }
    }
    return false;
  }
}
