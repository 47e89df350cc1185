// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.config;

/** Which messages are printed; each includes those before it. */
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG
}
