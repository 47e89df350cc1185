// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.config;

/** How much is found out about what threads wait for. */
public enum WaitDetail {
  /** What the scheduler's events tell. */
  OFF,
  /** Waits that last are asked for their reason meanwhile. */
  SAMPLED,
  /** System calls, page faults and block requests are traced as well. */
  FULL
}
