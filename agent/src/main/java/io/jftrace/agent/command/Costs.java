// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import io.jftrace.tracefs.elf.HitCost;

/** Of a probe that has several places. */
final class Costs {

  private Costs() {}

  /** The one that is told: {@link HitCost} is in the order of what it costs. */
  static HitCost worse(HitCost one, HitCost other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
