// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.TidRanges;
import java.io.IOException;

/**
 * Keeps the kernel-side filters of the frequent events on this process's threads and on the ids
 * that new threads will get. Cheaper for every task of the system than set_event_pid, which the
 * kernel looks up at each switch; see docs/rationale.md.
 */
final class TidFilter {

  private static final int MAX_AHEAD = 8192;

  private final Instance instance;
  private final ProcTasks tasks;
  private final int pidMax;
  private final int ahead;
  private TidRanges ranges;
  private long tasksCreatedAtLook;

  TidFilter(Instance instance, ProcTasks tasks) throws IOException {
    this.instance = instance;
    this.tasks = tasks;
    this.pidMax = tasks.pidMax();
    this.ahead = Math.min(MAX_AHEAD, pidMax / 4);
  }

  /** Sets the filters for these threads; the kernel replaces one without a gap. */
  void set(int[] tids) throws IOException {
    ranges = TidRanges.of(tids, tasks.lastTid(), ahead, pidMax);
    instance.filter(SchedulerDecoder.SWITCH, ranges.filter("prev_pid", "next_pid"));
    instance.filter(SchedulerDecoder.WAKING, ranges.filter("pid"));
  }

  /**
   * Moves the ranges on if too few of the ids ahead are left.
   *
   * @param tasksCreated how many tasks the system has made; only when many were, it is looked at
   *     the ids themselves
   */
  void keepAhead(long tasksCreated) throws IOException {
    if (tasksCreated - tasksCreatedAtLook > ahead / 4) {
      tasksCreatedAtLook = tasksCreated;
      if (isUsedUp()) {
        set(tasks.ownTids());
      }
    }
  }

  private boolean isUsedUp() throws IOException {
    return !ranges.containsNext(tasks.lastTid(), ahead / 2, pidMax);
  }
}
