// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.overload;

import io.jftrace.timeline.BlockRequest;
import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SystemCall;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.probes.ProbeHit;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.scheduler.StateTimes;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Passes everything but waits that are too short for the present level of detail. */
final class ShedSink implements TimelineSink {

  private final TimelineSink next;
  private final Predicate<OffCpuInterval> wanted;
  private final AtomicLong leftOut = new AtomicLong();
  private long shortestNanos;

  /**
   * @param wanted whether {@code next} has a use for a wait; what it has none for is not counted
   */
  ShedSink(TimelineSink next, Predicate<OffCpuInterval> wanted) {
    this.next = next;
    this.wanted = wanted;
  }

  /** From now on shorter waits are left out; by the thread that calls the sink. */
  void shortest(long nanos) {
    shortestNanos = nanos;
  }

  /** How many waits were left out. Any thread. */
  long leftOut() {
    return leftOut.get();
  }

  @Override
  public void offCpu(OffCpuInterval interval) {
    if (interval.durationNanos() >= shortestNanos) {
      next.offCpu(interval);
    } else if (wanted.test(interval)) {
      // One writer: no need for an atomic read-modify-write.
      leftOut.lazySet(leftOut.getPlain() + 1);
    }
  }

  @Override
  public void queued(TracedThread thread, long queuedNanos, long startNanos) {
    next.queued(thread, queuedNanos, startNanos);
  }

  @Override
  public void stateTime(TracedThread thread, StateTimes delta) {
    next.stateTime(thread, delta);
  }

  @Override
  public void systemCall(SystemCall call) {
    next.systemCall(call);
  }

  @Override
  public void blockRequest(BlockRequest request) {
    next.blockRequest(request);
  }

  @Override
  public void pageFault(
      TracedThread thread, long startNanos, long endNanos, long address, boolean major) {
    next.pageFault(thread, startNanos, endNanos, address, major);
  }

  @Override
  public void probeHit(ProbeHit hit) {
    next.probeHit(hit);
  }

  @Override
  public void probeTorn(ProbeType type, long count) {
    next.probeTorn(type, count);
  }

  @Override
  public void marker(TracedThread thread, long timeNanos, String text) {
    next.marker(thread, timeNanos, text);
  }

  @Override
  public void dataLoss(int cpu, long startNanos, long endNanos, long count) {
    next.dataLoss(cpu, startNanos, endNanos, count);
  }

  @Override
  public void complete(long untilNanos) {
    next.complete(untilNanos);
  }
}
