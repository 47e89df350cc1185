// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import java.nio.file.Path;

/**
 * What the user may choose of the tracefs source.
 *
 * @param mountPoint of tracefs; null to look for it
 * @param activity whether to record what threads ask of the kernel, besides what the scheduler does
 *     with them
 */
public record TracefsSettings(
    Path mountPoint, BufferSettings buffers, boolean activity, ProbeSettings probes) {

  /** Whether more than the scheduler's events are recorded, which may be far more frequent. */
  boolean isMoreThanScheduler() {
    return activity || !probes.isEmpty();
  }
}
