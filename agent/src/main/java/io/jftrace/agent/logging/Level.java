// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.logging;

/** The levels of {@code java.util.logging.Level} that libraries in the agent's jar use. */
public enum Level {
  FINEST,
  FINER,
  FINE,
  CONFIG,
  INFO,
  WARNING,
  SEVERE,
  OFF
}
