// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

/** Tells this agent's own threads from the application's. */
final class OwnThreads {

  private static final String PREFIX = "jftrace-";

  private OwnThreads() {}

  /**
   * By its name, or by its class: libraries within the agent have their own.
   *
   * @param thread null for one that is not Java's
   */
  static boolean has(Thread thread) {
    return thread != null
        && (thread.getName().startsWith(PREFIX)
            || thread.getClass().getClassLoader() == OwnThreads.class.getClassLoader());
  }
}
