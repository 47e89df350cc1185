// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that the user wants, as written.
 *
 * @param fetch where it is: {@code arg1}, {@code retval}, {@code +8(%di)}, a tracepoint's field
 * @param typeText of the type; null if none is given
 * @param type null if none is given
 */
public record ProbeArgument(SpecPart name, SpecPart fetch, SpecPart typeText, ArgumentType type) {

  static final String RETVAL = "retval";

  private static final Pattern NUMBERED = Pattern.compile("arg(\\d{1,3})");

  /** Whether it is what the function returns. */
  boolean isRetval() {
    return fetch.text().equals(RETVAL);
  }

  /** Whether it is there at a return only, as written by the user or as the kernel has it. */
  boolean isAtReturn() {
    return isRetval() || fetch.text().contains("$retval");
  }

  /** The N of {@code argN}; -1 if it is something else. */
  int number() {
    Matcher m = NUMBERED.matcher(fetch.text());
    return m.matches() ? Integer.parseInt(m.group(1)) : -1;
  }
}
