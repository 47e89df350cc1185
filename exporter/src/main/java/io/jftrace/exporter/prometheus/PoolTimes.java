// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.WaitReason;
import io.jftrace.timeline.scheduler.StateTimes;
import io.jftrace.timeline.scheduler.ThreadState;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What is counted for one pool of threads: written by the reader's thread, read by scrapes. */
@SuppressWarnings("EnumOrdinal") // Arrays by ordinal: this is on the path of every event.
final class PoolTimes {

  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final ThreadState[] STATES = ThreadState.values();
  private static final int REASONS = WaitReason.values().length;

  private final String pool;
  private final Histogram offCpu = new Histogram();
  private final Histogram runQueue = new Histogram();
  private final long[] stateNanos = new long[STATES.length];
  private final long[] reasonNanos = new long[REASONS];

  PoolTimes(String pool) {
    this.pool = pool;
  }

  void add(OffCpuInterval interval) {
    long durationNanos = interval.durationNanos();
    long queuedNanos = interval.runQueueNanos();
    offCpu.record(durationNanos);
    if (queuedNanos > 0) {
      runQueue.record(queuedNanos);
    }
    WaitReason reason = interval.reason();
    if (reason == WaitReason.PREEMPTED) {
      add(reasonNanos, reason.ordinal(), durationNanos);
    } else {
      add(reasonNanos, reason.ordinal(), durationNanos - queuedNanos);
      add(reasonNanos, WaitReason.RUN_QUEUE.ordinal(), queuedNanos);
    }
  }

  void addQueued(long queuedNanos) {
    runQueue.record(queuedNanos);
  }

  void add(StateTimes delta) {
    for (int i = 0; i < STATES.length; i++) {
      add(stateNanos, i, delta.nanos(STATES[i]));
    }
  }

  String pool() {
    return pool;
  }

  Histogram offCpu() {
    return offCpu;
  }

  Histogram runQueue() {
    return runQueue;
  }

  long stateNanos(ThreadState state) {
    return (long) LONGS.getOpaque(stateNanos, state.ordinal());
  }

  /** For {@link WaitReason#RUN_QUEUE} the part of all other waits on a run queue. */
  long reasonNanos(WaitReason reason) {
    return (long) LONGS.getOpaque(reasonNanos, reason.ordinal());
  }

  private static void add(long[] sums, int index, long nanos) {
    if (nanos != 0) {
      LONGS.setOpaque(sums, index, sums[index] + nanos);
    }
  }
}
