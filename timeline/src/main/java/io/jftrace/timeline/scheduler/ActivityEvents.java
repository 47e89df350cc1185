// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

import io.jftrace.timeline.BlockOperation;
import io.jftrace.timeline.probes.ProbePoint;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.probes.ProbeValues;

/**
 * What threads ask of the kernel, in time order with {@link SchedulerEvents}, called by the same
 * thread. A source that traces scheduler events only passes none of it.
 *
 * <p>Times are nanoseconds of {@link System#nanoTime()}. Events of other processes may be passed:
 * they are ignored.
 */
public interface ActivityEvents {

  /**
   * A thread entered a system call (raw_syscalls:sys_enter).
   *
   * @param number of the call on this architecture
   * @param arg0 the first of its arguments, as the kernel gets it
   */
  void syscallEntered(long timeNanos, int tid, int number, long arg0, long arg1, long arg2);

  /**
   * A thread leaves a system call (raw_syscalls:sys_exit).
   *
   * @param result what the call returns; a negative errno if it failed
   */
  void syscallExited(long timeNanos, int tid, int number, long result);

  /**
   * A thread touched memory that was not there (exceptions:page_fault_user, page_fault_kernel).
   *
   * @param inKernel whether the kernel did so for it
   */
  void pageFault(long timeNanos, int tid, long address, boolean inKernel);

  /**
   * From now on each entry into Object.wait is passed. Threads may be in it already. Without this,
   * a thread of which none is passed may be in it all the same.
   */
  default void objectWaitsTraced() {}

  /** A thread entered Object.wait (a uprobe at JVM_MonitorWait). */
  void monitorWaitEntered(long timeNanos, int tid);

  /** A thread leaves Object.wait. */
  void monitorWaitExited(long timeNanos, int tid);

  /**
   * A request went to a block device, in the context of that thread (block:block_rq_issue).
   *
   * @param device major number shifted left by 20 bits, and minor number (dev_t)
   * @param sector the first, of 512 bytes
   */
  void blockIssued(
      long timeNanos,
      int tid,
      int device,
      long sector,
      long sectors,
      long bytes,
      BlockOperation operation);

  /**
   * A block device has done a part of a request, or all of it (block:block_rq_complete). Comes from
   * any context.
   *
   * @param error 0, or a negative errno
   */
  void blockCompleted(long timeNanos, int device, long sector, long sectors, int error);

  /**
   * One of the user's probes was hit.
   *
   * @param stackPointer of the thread then, by which the return of a call finds its entry: at the
   *     return it is that of the entry or one word more; 0 if it is not known
   * @param values what was recorded; valid during this call only
   */
  void probeHit(
      long timeNanos,
      int tid,
      ProbeType type,
      ProbePoint point,
      long stackPointer,
      ProbeValues values);
}
