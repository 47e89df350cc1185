// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.BreakdownHealth;
import io.jftrace.timeline.SpansHealth;

/** An agent to which nothing has happened yet. */
final class FixedHealths {

  static final AgentHealth NONE =
      new AgentHealth(
          FixedHealth.NONE,
          FixedDetail.FULL,
          FixedInspection.NONE,
          BreakdownHealth.NONE,
          SpansHealth.NONE);

  private FixedHealths() {}
}
