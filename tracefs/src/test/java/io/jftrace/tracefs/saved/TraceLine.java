// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.saved;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the kernel's text, taken apart.
 *
 * @param name of the task, padded
 * @param head pid, CPU, flags and time
 * @param text with the event's name
 */
record TraceLine(String name, int pid, String head, String event, String text) {

  private static final Pattern LINE =
      Pattern.compile(
          "(.{10,}?)-((\\d+) +\\[\\d+] \\S{4,7} +\\d+\\.\\d{6}): (([\\w.]+)(?:[(:]| ->).*)");

  /** What the kernel computes from the address of its own table of pages. */
  private static final Pattern PAGE = Pattern.compile("\\bpage=(\\?|0x[0-9a-f]+|[0-9a-f]{16})");

  static TraceLine of(String line) {
    Matcher match = LINE.matcher(line);
    if (!match.matches()) {
      throw new AssertionError("not a line of an event: " + line);
    }
    return new TraceLine(
        match.group(1),
        Integer.parseInt(match.group(3)),
        match.group(2),
        match.group(5),
        PAGE.matcher(match.group(4)).replaceAll("page="));
  }
}
