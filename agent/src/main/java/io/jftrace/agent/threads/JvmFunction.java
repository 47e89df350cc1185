// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import io.jftrace.tracefs.elf.ElfFunction;
import io.jftrace.tracefs.elf.ElfImage;
import io.jftrace.tracefs.elf.HitCost;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where a probe can be set at a function that the JVM's library exports.
 *
 * @param library the file, as this process has mapped it
 * @param fileOffset of the function's first instruction, but for {@code endbr64}
 * @param hitCost of that instruction
 */
public record JvmFunction(Path library, long fileOffset, HitCost hitCost) {

  /**
   * Finds a function in the libjvm.so of this process.
   *
   * @throws IOException if there is no such library or function, or the file cannot be read
   */
  public static JvmFunction find(String name) throws IOException {
    return find(MappedLibrary.find("libjvm.so").file(), name);
  }

  static JvmFunction find(Path library, String name) throws IOException {
    ElfImage image = ElfImage.read(library);
    ElfFunction function = image.exportedFunction(name).orElse(null);
    if (function == null) {
      throw new IOException(library + " has no function " + name);
    }
    long fileOffset = image.behindMark(function.fileOffset());
    return new JvmFunction(library, fileOffset, image.hitCost(fileOffset));
  }

  /** Whether a hit takes below a microsecond. */
  public boolean isCheapToProbe() {
    return hitCost.isCheap();
  }
}
