// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.logging;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Stands in for {@code java.util.logging.Logger} in the libraries of the agent's jar, where that
 * package is relocated to this one: the JDK's would initialise its LogManager before the
 * application can choose one ({@code java.util.logging.manager}), and write to the application's
 * log. Prints to standard error. It has the methods that those libraries call, which the test of
 * the jar's contents checks.
 */
public final class Logger {

  /** Levels that were set, by the name of a logger or of a package above. */
  private static final ConcurrentMap<String, Level> LEVELS = new ConcurrentHashMap<>();

  private final String name;

  private Logger(String name) {
    this.name = name;
  }

  /** As in java.util.logging. */
  public static Logger getLogger(String name) {
    return new Logger(name);
  }

  /** As in java.util.logging, for this logger and those below; warnings and up are printed. */
  public void setLevel(Level level) {
    LEVELS.put(name, level);
  }

  /** Does nothing: there are no handlers. */
  public void setUseParentHandlers(boolean use) {}

  /** As in java.util.logging. */
  public String getName() {
    return name;
  }

  /** As in java.util.logging. */
  public boolean isLoggable(Level level) {
    return level.compareTo(threshold()) >= 0;
  }

  /** As in java.util.logging. */
  public void log(Level level, String message) {
    log(level, message, (Throwable) null);
  }

  /** As in java.util.logging. */
  public void log(Level level, String message, Object parameter) {
    log(level, message, new Object[] {parameter});
  }

  /** As in java.util.logging. */
  public void log(Level level, String message, Object[] parameters) {
    if (isLoggable(level)) {
      log(level, new MessageFormat(message, Locale.ROOT).format(parameters));
    }
  }

  /** As in java.util.logging, but for the stack trace, which is left out. */
  public void log(Level level, String message, Throwable thrown) {
    if (isLoggable(level)) {
      String simpleName = name.substring(name.lastIndexOf('.') + 1);
      String cause = thrown == null ? "" : ": " + thrown;
      System.err.println("[jftrace] " + simpleName + ": " + message + cause);
    }
  }

  /** As in java.util.logging. */
  public void severe(String message) {
    log(Level.SEVERE, message);
  }

  /** As in java.util.logging. */
  public void warning(String message) {
    log(Level.WARNING, message);
  }

  /** As in java.util.logging. */
  public void info(String message) {
    log(Level.INFO, message);
  }

  /** As in java.util.logging. */
  public void fine(String message) {
    log(Level.FINE, message);
  }

  private Level threshold() {
    Level level = LEVELS.get(name);
    for (int end = name.lastIndexOf('.'); level == null && end > 0; ) {
      level = LEVELS.get(name.substring(0, end));
      end = name.lastIndexOf('.', end - 1);
    }
    return level == null ? Level.WARNING : level;
  }
}
