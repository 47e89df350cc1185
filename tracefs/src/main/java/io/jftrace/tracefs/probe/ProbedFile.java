// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.elf.ElfImage;
import io.jftrace.tracefs.elf.HitCost;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A library that is probed.
 *
 * @param otherProcesses how many others have it mapped
 */
record ProbedFile(Path path, ElfImage image, int otherProcesses) {

  /** As the kernel's definitions have it. */
  String place(long fileOffset) {
    return path + ":0x" + Long.toHexString(fileOffset);
  }

  /** Where a function is best probed: behind its endbr64, if that makes a hit cheap. */
  long entry(long function) throws IOException {
    long behind = image.behindMark(function);
    return image.hitCost(behind).isCheap() ? behind : function;
  }

  /** What a hit costs at one of these places. */
  ProbeCost cost(Iterable<Long> fileOffsets) throws IOException {
    boolean isSlow = false;
    for (long offset : fileOffsets) {
      isSlow |= image.hitCost(offset) == HitCost.SINGLE_STEPPED;
    }
    return new ProbeCost(isSlow, path, otherProcesses);
  }
}
