// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

import io.jftrace.timeline.BlockOperation;
import io.jftrace.timeline.probes.ProbePoint;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.probes.ProbeValues;

/**
 * What the followed threads of this process did, in order with what {@link IntervalSink} gets: a
 * wait within a system call is passed after the call was entered and before it was left. By default
 * nobody listens.
 */
public interface ActivitySink {

  /** See {@link ActivityEvents#syscallEntered}. */
  default void syscallEntered(
      long timeNanos, int tid, int number, long arg0, long arg1, long arg2) {}

  /** See {@link ActivityEvents#syscallExited}; its beginning may not have been seen. */
  default void syscallExited(long timeNanos, int tid, int number, long result) {}

  /** See {@link ActivityEvents#pageFault}. */
  default void pageFault(long timeNanos, int tid, long address, boolean inKernel) {}

  /** See {@link ActivityEvents#objectWaitsTraced}. */
  default void objectWaitsTraced() {}

  /** See {@link ActivityEvents#monitorWaitEntered}. */
  default void monitorWaitEntered(long timeNanos, int tid) {}

  /** See {@link ActivityEvents#monitorWaitExited}. */
  default void monitorWaitExited(long timeNanos, int tid) {}

  /** See {@link ActivityEvents#blockIssued}. */
  default void blockIssued(
      long timeNanos,
      int tid,
      int device,
      long sector,
      long sectors,
      long bytes,
      BlockOperation operation) {}

  /** See {@link ActivityEvents#blockCompleted}; requests of other processes are among them. */
  default void blockCompleted(long timeNanos, int device, long sector, long sectors, int error) {}

  /** See {@link ActivityEvents#probeHit}. */
  default void probeHit(
      long timeNanos,
      int tid,
      ProbeType type,
      ProbePoint point,
      long stackPointer,
      ProbeValues values) {}

  /** A thread has a CPU at the time up to which everything has been passed. */
  default void runs(long timeNanos, int tid) {}

  /** Events of a thread were lost: what it is doing is not known any more. */
  default void forgotten(long timeNanos, int tid) {}
}
