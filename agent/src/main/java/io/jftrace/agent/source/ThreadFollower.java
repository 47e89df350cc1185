// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.scheduler.ThreadStates;
import java.io.IOException;

/**
 * Keeps the filters on the threads that there are, and looks for the threads again after loss: the
 * creation or the end of one may be among what was lost.
 */
final class ThreadFollower {

  /** Looking takes time, in which more may be lost, so it is not done after each drain. */
  private static final long SCAN_INTERVAL_NANOS = 500_000_000;

  private final TidFilter filter;
  private final ProcTasks tasks;
  private final ThreadStates threads;
  private final ScanInjector scans;
  private final KernelBuffer buffer;
  private long lossesSeen;
  private boolean scanDue;
  private long scannedNanos = Long.MIN_VALUE / 2;

  ThreadFollower(
      TidFilter filter,
      ProcTasks tasks,
      ThreadStates threads,
      ScanInjector scans,
      KernelBuffer buffer) {
    this.filter = filter;
    this.tasks = tasks;
    this.threads = threads;
    this.scans = scans;
    this.buffer = buffer;
  }

  /**
   * To be called after each drain. What fails here, as it does when the application has too many
   * open files, is tried again.
   *
   * @param tasksCreated how many tasks the system has made
   * @param losses how many there were on all CPUs
   */
  void drained(long untilNanos, long tasksCreated, long losses) {
    try {
      filter.keepAhead(tasksCreated);
      filter.keepOthersOut(untilNanos, tasksCreated, threads);
      respondToLoss(untilNanos, losses);
    } catch (IOException e) {
      scanDue = true;
    }
  }

  private void respondToLoss(long nowNanos, long losses) throws IOException {
    if (losses != lossesSeen) {
      RecordingGap gap = buffer.afterLoss();
      lossesSeen = losses;
      scanDue = true;
      if (gap != RecordingGap.NONE) {
        scans.inject(gap);
      }
    }
    if (scanDue && nowNanos - scannedNanos >= SCAN_INTERVAL_NANOS) {
      filter.set(tasks.ownTids());
      scans.inject(new ThreadScan(tasks));
      scanDue = false;
      scannedNanos = nowNanos;
    }
  }
}
