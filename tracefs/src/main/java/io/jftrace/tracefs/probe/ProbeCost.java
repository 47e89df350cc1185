// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.nio.file.Path;

/**
 * What the hits of a probe cost.
 *
 * @param isSingleStepped whether the kernel steps over the instruction below it at each hit, which
 *     takes microseconds
 * @param library that the breakpoint is in; null if the probe is the kernel's
 * @param otherProcesses how many others have it mapped, whose hits cost as much
 */
public record ProbeCost(boolean isSingleStepped, Path library, int otherProcesses) {

  /** Of an event that the kernel has anyway, or of a function of its own. */
  static final ProbeCost OF_KERNEL = new ProbeCost(false, null, 0);
}
