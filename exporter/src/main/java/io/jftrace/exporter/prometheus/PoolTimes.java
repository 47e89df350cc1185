// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.WaitReason;
import io.jftrace.timeline.scheduler.StateTimes;
import io.jftrace.timeline.scheduler.ThreadState;
import io.prometheus.client.exemplars.Exemplar;

/** What is counted for one pool of threads: written by the reader's thread, read by scrapes. */
@SuppressWarnings("EnumOrdinal") // Arrays by ordinal: this is on the path of every event.
final class PoolTimes {

  private static final ThreadState[] STATES = ThreadState.values();
  private static final int REASONS = WaitReason.values().length;

  private final String pool;
  private final Histogram offCpu = new Histogram();
  private final Exemplars offCpuExemplars = Exemplars.ofBuckets();
  private final Histogram runQueue = new Histogram();
  private final Exemplars runQueueExemplars = Exemplars.ofBuckets();
  private final Sums stateNanos = new Sums(STATES.length);
  private final Sums reasonNanos = new Sums(REASONS);
  private final Sums reasonWaits = new Sums(REASONS);
  private final Exemplars reasonExemplars = new Exemplars(REASONS);
  private final Sums migrations = new Sums(1);
  private final PoolActivity activity = new PoolActivity();

  PoolTimes(String pool) {
    this.pool = pool;
  }

  void add(OffCpuInterval interval) {
    long durationNanos = interval.durationNanos();
    long queuedNanos = interval.runQueueNanos();
    offer(offCpuExemplars, offCpu.record(durationNanos), durationNanos, interval);
    if (queuedNanos > 0) {
      offer(runQueueExemplars, runQueue.record(queuedNanos), queuedNanos, interval);
    }
    WaitReason reason = interval.reason();
    if (reason == WaitReason.PREEMPTED || reason == WaitReason.RUN_QUEUE) {
      addWait(reason, durationNanos, interval);
    } else {
      addWait(reason, durationNanos - queuedNanos, interval);
      if (queuedNanos > 0) {
        addWait(WaitReason.RUN_QUEUE, queuedNanos, interval);
      }
    }
  }

  private void addWait(WaitReason reason, long nanos, OffCpuInterval interval) {
    reasonNanos.add(reason.ordinal(), nanos);
    reasonWaits.add(reason.ordinal(), 1);
    offer(reasonExemplars, reason.ordinal(), nanos, interval);
  }

  private static void offer(Exemplars exemplars, int slot, long nanos, OffCpuInterval interval) {
    if (exemplars.isDue(slot, interval.endNanos())) {
      exemplars.offer(slot, nanos, interval.endNanos(), interval.span());
    }
  }

  void addQueued(long queuedNanos) {
    runQueue.record(queuedNanos);
  }

  void add(StateTimes delta) {
    for (int i = 0; i < STATES.length; i++) {
      stateNanos.add(i, delta.nanos(STATES[i]));
    }
    migrations.add(0, delta.migrations());
  }

  String pool() {
    return pool;
  }

  Histogram offCpu() {
    return offCpu;
  }

  Exemplars offCpuExemplars() {
    return offCpuExemplars;
  }

  Histogram runQueue() {
    return runQueue;
  }

  Exemplars runQueueExemplars() {
    return runQueueExemplars;
  }

  long stateNanos(ThreadState state) {
    return stateNanos.get(state.ordinal());
  }

  /** For {@link WaitReason#RUN_QUEUE} also the part of all other waits on a run queue. */
  long reasonNanos(WaitReason reason) {
    return reasonNanos.get(reason.ordinal());
  }

  /** For {@link WaitReason#RUN_QUEUE} also the other waits that ended on a run queue. */
  long reasonWaits(WaitReason reason) {
    return reasonWaits.get(reason.ordinal());
  }

  /** A wait of that reason in a sampled span, or null. */
  Exemplar reasonExemplar(WaitReason reason) {
    return reasonExemplars.of(reason.ordinal());
  }

  long migrations() {
    return migrations.get(0);
  }

  /** What the pool's threads asked of the kernel. */
  PoolActivity activity() {
    return activity;
  }
}
