// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import io.jftrace.agent.config.LogLevel;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** The agent's messages on standard error: one line each, as a rule. */
public final class Log {

  /** Of the start line; the locale of a container is often one that cannot print it. */
  private static final char ARROW = '→';

  private static final String PREFIX = "[jftrace] ";

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

  /** An error that takes several lines, each of which is marked as the agent's. */
  public void errorLines(String message) {
    if (LogLevel.ERROR.compareTo(level) <= 0) {
      // One call, as for a line.
      out.println(PREFIX + message.replace("\n", System.lineSeparator() + PREFIX));
    }
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
      String line = PREFIX + message.replace('\n', ' ');
      out.println(canPrintArrow() ? line : line.replace(String.valueOf(ARROW), "->"));
    }
  }

  private static boolean canPrintArrow() {
    String encoding =
        System.getProperty("stderr.encoding", System.getProperty("native.encoding", "US-ASCII"));
    try {
      return Charset.forName(encoding).newEncoder().canEncode(ARROW);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return false;
    }
  }
}
