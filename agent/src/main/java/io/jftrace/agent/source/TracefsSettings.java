// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import java.nio.file.Path;

/**
 * What the user may choose of the tracefs source.
 *
 * @param mountPoint of tracefs; null to look for it
 * @param bufferKb the ring buffer's size per CPU; 0 for one that suits the number of CPUs
 */
public record TracefsSettings(Path mountPoint, int bufferKb) {

  private static final int ALL_CPUS_KB = 64 * 1024;
  private static final int MAX_KB = 4096;
  private static final int MIN_KB = 512;

  /** The ring buffer's size per CPU in KiB. */
  int bufferKbFor(int cpus) {
    return bufferKb > 0 ? bufferKb : Math.max(MIN_KB, Math.min(MAX_KB, ALL_CPUS_KB / cpus));
  }
}
