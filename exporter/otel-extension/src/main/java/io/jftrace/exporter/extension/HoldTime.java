// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a finished span is held at most, as the user writes it. */
final class HoldTime {

  static final String PROPERTY = "jftrace.spans.hold";
  static final Duration DEFAULT = Duration.ofSeconds(1);

  private static final String VARIABLE = "JFTRACE_SPANS_HOLD";

  /** As in the agent's settings, which know this one, too. */
  private static final Pattern FORMAT = Pattern.compile("(\\d{1,9}) ?(ns|us|ms|s)");

  private HoldTime() {}

  /** The time that the system property or else the environment gives, or the default. */
  static Duration ofEnvironment() {
    return ofEnvironment(System::getProperty, System::getenv);
  }

  static Duration ofEnvironment(
      UnaryOperator<String> properties, UnaryOperator<String> environment) {
    String property = properties.apply(PROPERTY);
    return of(property != null ? property : environment.apply(VARIABLE));
  }

  /** The default for a text that is null or empty, or is no time: that is told in one line. */
  static Duration of(String text) {
    if (text == null || text.isBlank()) {
      return DEFAULT;
    }
    Matcher m = FORMAT.matcher(text.strip());
    if (!m.matches()) {
      // No logger: the first one that is used decides on the application's log manager.
      System.err.println(
          "[jftrace] " + PROPERTY + "=" + text + " is no time such as 500ms or 1s; taken is 1s");
      return DEFAULT;
    }
    ChronoUnit unit =
        switch (m.group(2)) {
          case "ns" -> ChronoUnit.NANOS;
          case "us" -> ChronoUnit.MICROS;
          case "ms" -> ChronoUnit.MILLIS;
          default -> ChronoUnit.SECONDS;
        };
    return Duration.of(Long.parseLong(m.group(1)), unit);
  }
}
