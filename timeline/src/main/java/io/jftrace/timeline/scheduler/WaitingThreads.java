// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

/** Receives the threads that wait at the time that the timeline has reached. */
@FunctionalInterface
public interface WaitingThreads {

  /**
   * One thread that has not been woken yet.
   *
   * @param startNanos when it was switched out
   * @param state the kernel's letter for the state that it was left in
   */
  void waiting(int tid, long startNanos, char state);
}
