// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of thread pools: a thread's name without its numbers, so that {@code http-nio-8080-exec-3}
 * belongs to {@code http-nio-exec} and {@code GC Thread#1} to {@code GC Thread}; but digits behind
 * a capital are part of a word, as in {@code G1} and {@code C2}. The number of pools is bounded;
 * the threads of further ones belong to {@link #OTHER}.
 */
public final class PoolNames {

  /** The pool of all threads whose own pool would be one too many. */
  public static final String OTHER = "other";

  private static final Pattern NUMBERS =
      Pattern.compile("[-_#.:/ @]*(?<![A-Z])(0[xX][0-9a-fA-F]+|[0-9]+)");
  private static final Pattern EDGES = Pattern.compile("^[-_#.:/ @]+|[-_#.:/ @]+$");

  private final int max;
  private final Set<String> pools = new HashSet<>();

  public PoolNames(int max) {
    this.max = max;
  }

  /** The pool of a thread of that name. */
  public synchronized String poolOf(String threadName) {
    if (LaneNames.isLane(threadName)) {
      // Not to be shown: they must not take a place that others need.
      return LaneNames.POOL;
    }
    String pool = withoutNumbers(threadName);
    if (pools.contains(pool)) {
      return pool;
    }
    if (pools.size() >= max) {
      return OTHER;
    }
    pools.add(pool);
    return pool;
  }

  static String withoutNumbers(String threadName) {
    String pool = EDGES.matcher(NUMBERS.matcher(threadName).replaceAll("")).replaceAll("");
    return pool.isEmpty() ? "unnamed" : pool;
  }
}
