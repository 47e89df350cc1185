// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import io.jftrace.timeline.probes.ProbeHit;
import io.jftrace.timeline.probes.ProbeType;
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

  /** A system call ended; the object is used again for the next one. */
  default void systemCall(SystemCall call) {}

  /** A request to a block device was completed; the object is used again for the next one. */
  default void blockRequest(BlockRequest request) {}

  /**
   * A thread touched memory that was not there.
   *
   * @param endNanos when it could go on: the start, if it did not have to wait
   * @param major whether it had to wait for the page
   */
  default void pageFault(
      TracedThread thread, long startNanos, long endNanos, long address, boolean major) {}

  /** A probe was hit, or a call that it follows has returned; the object is used again. */
  default void probeHit(ProbeHit hit) {}

  /**
   * Entries of a call without a return, or returns without an entry: left out, as what they are
   * part of is not known. Recursion deeper than the kernel follows is such a case, and loss.
   */
  default void probeTorn(ProbeType type, long count) {}

  /** A line that a thread wrote to the trace_marker. */
  default void marker(TracedThread thread, long timeNanos, String text) {}

  /** Events of a CPU were lost between two times; a count of -1 means not known how many. */
  default void dataLoss(int cpu, long startNanos, long endNanos, long count) {}

  /** Everything before this instant has been passed. */
  default void complete(long untilNanos) {}
}
