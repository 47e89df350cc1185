// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.timeline.AgentThreads;

/** Tells this agent's own threads from the application's. */
final class OwnThreads {

  private OwnThreads() {}

  /**
   * By its name, its group, or its class: libraries within the agent have their own.
   *
   * @param thread null for one that is not Java's
   */
  static boolean has(Thread thread) {
    return thread != null
        && (AgentThreads.isOne(thread.getName())
            || AgentThreads.isInGroup(thread)
            || thread.getClass().getClassLoader() == OwnThreads.class.getClassLoader());
  }
}
