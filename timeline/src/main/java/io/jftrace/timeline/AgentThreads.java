// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** The agent's own threads, by their names. */
public final class AgentThreads {

  private static final String PREFIX = "jftrace-";

  private AgentThreads() {}

  /** Whether that is the name of one, in full or as the kernel has it; {@link LaneNames} too. */
  public static boolean isOne(String threadName) {
    return threadName.startsWith(PREFIX);
  }
}
