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

  /** In the warning of a place whose hits take several microseconds. */
  static final String SINGLE_STEPPED = "is single-stepped";

  /** As the kernel's definitions have it. */
  String place(long fileOffset) {
    return path + ":0x" + Long.toHexString(fileOffset);
  }

  /** Where a function is best probed: behind its endbr64, if that makes a hit cheap. */
  long entry(long function) throws IOException {
    long behind = image.behindMark(function);
    return image.hitCost(behind).isCheap() ? behind : function;
  }

  /**
   * What the user should know of the cost; null if there is nothing.
   *
   * @param place of the probe, for people
   */
  String warning(String place, Iterable<Long> fileOffsets) throws IOException {
    boolean isSlow = false;
    for (long offset : fileOffsets) {
      isSlow |= image.hitCost(offset) == HitCost.SINGLE_STEPPED;
    }
    String slow =
        isSlow ? SINGLE_STEPPED + ", which takes several microseconds in a virtual machine" : null;
    String others = otherProcesses == 0 ? null : others();
    if (slow == null && others == null) {
      return null;
    }
    return "a hit of "
        + place
        + " "
        + (slow == null ? others : others == null ? slow : slow + ", and " + others);
  }

  private String others() {
    String name = path.getFileName().toString();
    return otherProcesses == 1
        ? "costs the other process that has mapped " + name + " as much"
        : "costs the " + otherProcesses + " other processes that have mapped " + name + " as much";
  }
}
