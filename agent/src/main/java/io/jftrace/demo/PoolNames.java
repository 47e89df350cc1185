// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.util.regex.Pattern;

/** A thread's pool, by the rule that the metrics follow: its name without the numbers. */
final class PoolNames {

  private static final Pattern NUMBERS = Pattern.compile("[-_#.:/ @]*(0[xX][0-9a-fA-F]+|[0-9]+)");
  private static final Pattern EDGES = Pattern.compile("^[-_#.:/ @]+|[-_#.:/ @]+$");

  private PoolNames() {}

  static String of(String threadName) {
    return EDGES.matcher(NUMBERS.matcher(threadName).replaceAll("")).replaceAll("");
  }
}
