// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.saved;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes lines of the kernel's text apart. */
final class TraceLines {

  private static final Pattern LINE =
      Pattern.compile(
          "(.{10,}?)-(\\d+)\\s+(\\[\\d+] \\S{4,7}\\s+\\d+\\.\\d{6}): ([\\w.]+)(\\(| ->|: ?)(.*)");

  private TraceLines() {}

  private static Matcher match(String line) {
    Matcher match = LINE.matcher(line);
    if (!match.matches()) {
      throw new AssertionError("not a line of an event: " + line);
    }
    return match;
  }

  static int pid(String line) {
    return Integer.parseInt(match(line).group(2));
  }

  static String event(String line) {
    return match(line).group(4);
  }

  /** What all events have, but for the name of the task. */
  static String head(String line) {
    Matcher match = match(line);
    return match.group(2) + " " + match.group(3) + " " + match.group(4);
  }

  /** All but the name of the task. */
  static String behindName(String line) {
    return line.substring(match(line).start(2));
  }
}
