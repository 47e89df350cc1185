// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.overload;

import io.jftrace.timeline.scheduler.NoHealth;

/** Of a source with one CPU, and nothing but losses. */
public final class LossHealth extends NoHealth {

  public long losses;

  @Override
  public int cpus() {
    return 1;
  }

  @Override
  public long losses(int index) {
    return losses;
  }
}
