// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import io.jftrace.timeline.scheduler.StateTimes;

/**
 * An output of the timeline. Called by the reader's thread only: must not throw, block or keep the
 * objects it is given.
 */
public interface TimelineSink {

  /** A thread was away from its CPU, and came back. */
  default void offCpu(OffCpuInterval interval) {}

  /** A thread was on a run queue so long; when it had left its last CPU is not known. */
  default void queued(TracedThread thread, long queuedNanos, long startNanos) {}

  /** How long a thread was in each state since the last call for it. */
  default void stateTime(TracedThread thread, StateTimes delta) {}

  /** A line that a thread wrote to the trace_marker. */
  default void marker(TracedThread thread, long timeNanos, String text) {}

  /** Events of a CPU were lost between two times; a count of -1 means not known how many. */
  default void dataLoss(int cpu, long startNanos, long endNanos, long count) {}

  /** Everything before this instant has been passed. */
  default void complete(long untilNanos) {}
}
