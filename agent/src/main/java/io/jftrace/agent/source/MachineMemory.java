// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory the machine has: the kernel's buffer is taken from it, not from a container's.
 */
final class MachineMemory {

  private static final Path MEMINFO = Path.of("/proc/meminfo");

  /** Its first line (Documentation/filesystems/proc.rst). */
  private static final Pattern TOTAL = Pattern.compile("MemTotal: +(\\d{1,18}) kB");

  private MachineMemory() {}

  /** In KiB; 0 if it is not known. */
  static long totalKb() {
    try {
      return totalKb(ProcFile.read(MEMINFO));
    } catch (IOException e) {
      return 0;
    }
  }

  static long totalKb(String meminfo) {
    Matcher total = TOTAL.matcher(meminfo);
    return total.find() ? Long.parseLong(total.group(1)) : 0;
  }
}
