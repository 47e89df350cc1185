// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/**
 * The agent's own threads, by their names, and those that libraries start within them: these have
 * names and, since JDK 19, a context class loader that are not ours, but our thread group.
 */
public final class AgentThreads {

  private static final String PREFIX = "jftrace-";

  private static final String GROUP = "jftrace";

  private AgentThreads() {}

  /** A group for threads in which libraries may start their own. It is not the application's. */
  public static ThreadGroup newGroup() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    return new ThreadGroup(root, GROUP);
  }

  /** Whether a thread is one, or was started by one in a {@link #newGroup}. */
  public static boolean isOne(TracedThread thread) {
    return isOne(thread.name()) || isInGroup(thread.javaThread());
  }

  /** Whether a thread is in a {@link #newGroup}; not if it is null or has ended. */
  public static boolean isInGroup(Thread thread) {
    ThreadGroup group = thread == null ? null : thread.getThreadGroup();
    return group != null && group.getName().equals(GROUP);
  }

  /** Whether that is the name of one, in full or as the kernel has it; {@link LaneNames} too. */
  public static boolean isOne(String threadName) {
    return threadName.startsWith(PREFIX);
  }
}
