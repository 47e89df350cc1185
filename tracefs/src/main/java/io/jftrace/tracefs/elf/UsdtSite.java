// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import java.util.List;

/**
 * One place of a static probe (USDT, .note.stapsdt); a probe may have several.
 *
 * @param fileOffset of the instruction to be probed
 * @param semaphoreOffset in the file, of the counter that enables it; 0 if it has none
 */
public record UsdtSite(
    String provider,
    String name,
    long fileOffset,
    long semaphoreOffset,
    List<UsdtArgument> arguments) {

  public UsdtSite {
    arguments = List.copyOf(arguments);
  }
}
