// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.util.regex.Pattern;

/**
 * A thread's pool, by the rule that the metrics follow: its name without the numbers, but with the
 * digits behind a capital, as in {@code G1}. The agent has the same; the demo is an application,
 * and shares no code with it.
 */
final class PoolNames {

  private static final Pattern NUMBERS =
      Pattern.compile("[-_#.:/ @]*(?<![A-Z])(0[xX][0-9a-fA-F]+|[0-9]+)");
  private static final Pattern EDGES = Pattern.compile("^[-_#.:/ @]+|[-_#.:/ @]+$");

  private PoolNames() {}

  static String of(String threadName) {
    String pool = EDGES.matcher(NUMBERS.matcher(threadName).replaceAll("")).replaceAll("");
    return pool.isEmpty() ? "unnamed" : pool;
  }
}
