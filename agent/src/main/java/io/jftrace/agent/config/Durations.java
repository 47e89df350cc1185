// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times with a unit, such as {@code 500us}, {@code 1 ms} or {@code 2s}. */
final class Durations {

  private static final Pattern FORMAT = Pattern.compile("(\\d{1,9}) ?(ns|us|ms|s)");

  private Durations() {}

  /**
   * The time in nanoseconds.
   *
   * @throws IllegalArgumentException if the text is no such time
   */
  static long nanos(String text) {
    Matcher m = FORMAT.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("not a time: " + text);
    }
    long unitNanos =
        switch (m.group(2)) {
          case "ns" -> 1;
          case "us" -> 1_000;
          case "ms" -> 1_000_000;
          default -> 1_000_000_000;
        };
    return Long.parseLong(m.group(1)) * unitNanos;
  }
}
