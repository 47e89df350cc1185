// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.scheduler.IntervalSink;
import io.jftrace.timeline.scheduler.StateTimes;
import java.util.Map;
import java.util.TreeMap;

/** Sums up the states of each thread. */
final class TotalsSink implements IntervalSink {

  final Map<Integer, StateTimes> totals = new TreeMap<>();
  long intervals;
  long losses;

  @Override
  public void offCpu(
      int tid,
      long startNanos,
      long queuedNanos,
      long endNanos,
      int wakerTid,
      char state,
      int cpuOut,
      int cpuIn) {
    intervals++;
  }

  @Override
  public void queued(int tid, long queuedNanos, long startNanos) {}

  @Override
  public void stateTime(int tid, StateTimes delta) {
    totals.computeIfAbsent(tid, t -> new StateTimes()).add(delta);
  }

  @Override
  public void threadStarted(long timeNanos, int tid, String comm) {}

  @Override
  public void threadRenamed(long timeNanos, int tid, String comm) {}

  @Override
  public void threadEnded(long timeNanos, int tid) {}

  @Override
  public void marker(long timeNanos, int tid, String text) {}

  @Override
  public void lost(int cpu, long startNanos, long endNanos, long count) {
    losses++;
  }

  @Override
  public void complete(long untilNanos) {}
}
