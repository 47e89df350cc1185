// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import java.io.IOException;
import java.nio.file.Path;

/**
 * How many CPUs the machine runs on. Not what the JVM has: in a container that is often a part of
 * them, while the kernel's buffer has a share for each.
 */
final class OnlineCpus {

  private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");

  private OnlineCpus() {}

  static int count() {
    try {
      return count(ProcFile.read(ONLINE).strip());
    } catch (IOException | NumberFormatException e) {
      return Runtime.getRuntime().availableProcessors();
    }
  }

  /** Of a list such as {@code 0-3,6} (Documentation/admin-guide/cputopology.rst). */
  static int count(String list) {
    int count = 0;
    for (String range : list.split(",", -1)) {
      int dash = range.indexOf('-');
      if (dash < 0) {
        Integer.parseInt(range);
        count++;
      } else {
        int first = Integer.parseInt(range.substring(0, dash));
        count += Integer.parseInt(range.substring(dash + 1)) - first + 1;
      }
    }
    return count;
  }
}
