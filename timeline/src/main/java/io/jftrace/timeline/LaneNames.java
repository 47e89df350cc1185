// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/**
 * Names of the agent's Java threads that stand in recordings for threads that are not Java's. They
 * sleep all their life, and no output shows that.
 */
public final class LaneNames {

  /** Followed by the name of the thread that it stands for. */
  public static final String PREFIX = "jftrace-lane ";

  /** The pool of all of them. */
  public static final String POOL = "jftrace-lane";

  private LaneNames() {}

  /** Whether that is the name of such a thread, in full or as the kernel has it. */
  public static boolean isLane(String threadName) {
    return threadName.startsWith(PREFIX);
  }
}
