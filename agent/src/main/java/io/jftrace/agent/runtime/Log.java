// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import io.jftrace.agent.config.LogLevel;
import java.io.PrintStream;

/** The agent's messages: one line each, on standard error. */
public final class Log {

  private final LogLevel level;
  private final PrintStream out;

  /** Messages up to that level. */
  public Log(LogLevel level, PrintStream out) {
    this.level = level;
    this.out = out;
  }

  public void error(String message) {
    print(LogLevel.ERROR, message);
  }

  public void warn(String message) {
    print(LogLevel.WARN, message);
  }

  public void info(String message) {
    print(LogLevel.INFO, message);
  }

  public void debug(String message) {
    print(LogLevel.DEBUG, message);
  }

  private void print(LogLevel of, String message) {
    if (of.compareTo(level) <= 0) {
      // One call, so that lines of several threads do not mix.
      out.println("[jftrace] " + message.replace('\n', ' '));
    }
  }
}
