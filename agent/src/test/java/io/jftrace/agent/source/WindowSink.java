// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.scheduler.IntervalSink;
import io.jftrace.timeline.scheduler.StateTimes;
import io.jftrace.timeline.scheduler.ThreadState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps each thread's sums of states as they are at the end of each window. */
final class WindowSink implements IntervalSink {

  /**
   * The sums of a thread at the end of a window, since it began.
   *
   * @param activeNanos running, or waiting for a CPU
   */
  record Sums(long allNanos, long activeNanos) {}

  /** The end of a window, and the sums of those that lived. */
  record Window(long endNanos, Map<Integer, Sums> sums) {}

  /** How long a thread lived, and the sum of its states. */
  record Life(long nanos, long sumNanos) {}

  final List<Window> windows = new ArrayList<>();
  final Map<Integer, Long> startNanos = new HashMap<>();

  /** Those that started and ended. */
  final List<Life> lives = new ArrayList<>();

  /** When threads became runnable that have got a CPU since, by thread. */
  private final Map<Integer, Set<Long>> wakeups = new HashMap<>();

  long losses;
  private final Map<Integer, StateTimes> living = new HashMap<>();

  @Override
  public void stateTime(int tid, StateTimes delta) {
    living.computeIfAbsent(tid, t -> new StateTimes()).add(delta);
  }

  @Override
  public void threadStarted(long timeNanos, int tid, String comm) {
    startNanos.put(tid, timeNanos);
  }

  @Override
  public void threadEnded(long timeNanos, int tid) {
    Long startedNanos = startNanos.remove(tid);
    StateTimes times = living.remove(tid);
    if (startedNanos != null && times != null) {
      lives.add(new Life(timeNanos - startedNanos, times.totalNanos()));
    }
  }

  @Override
  public void complete(long untilNanos) {
    Map<Integer, Sums> sums = new HashMap<>();
    living.forEach((tid, times) -> sums.put(tid, new Sums(times.totalNanos(), active(times))));
    windows.add(new Window(untilNanos, sums));
  }

  private static long active(StateTimes times) {
    return times.nanos(ThreadState.RUNNING)
        + times.nanos(ThreadState.RUNNABLE)
        + times.nanos(ThreadState.UNKNOWN);
  }

  @Override
  public void lost(int cpu, long startNanos, long endNanos, long count) {
    losses++;
  }

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
    wokenUp(tid, queuedNanos);
  }

  @Override
  public void queued(int tid, long queuedNanos, long startNanos) {
    wokenUp(tid, queuedNanos);
  }

  private void wokenUp(int tid, long timeNanos) {
    wakeups.computeIfAbsent(tid, t -> new HashSet<>()).add(timeNanos);
  }

  /** Whether a thread became runnable at that very time, and has got a CPU since. */
  boolean ranAfterWakeup(int tid, long timeNanos) {
    return wakeups.getOrDefault(tid, Set.of()).contains(timeNanos);
  }

  @Override
  public void threadRenamed(long timeNanos, int tid, String comm) {}

  @Override
  public void marker(long timeNanos, int tid, String text) {}
}
