// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes down what it is passed, a line each. */
class RecordingSink implements IntervalSink {

  final List<String> lines = new ArrayList<>();
  final List<String> running = new ArrayList<>();
  final Map<Integer, StateTimes> totals = new HashMap<>();

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
    lines.add(
        "off "
            + tid
            + " "
            + startNanos
            + "-"
            + queuedNanos
            + "-"
            + endNanos
            + " "
            + state
            + " waker "
            + wakerTid
            + " cpu "
            + cpuOut
            + ">"
            + cpuIn);
  }

  @Override
  public void queued(int tid, long queuedNanos, long startNanos) {
    lines.add("queued " + tid + " " + queuedNanos + "-" + startNanos);
  }

  @Override
  public void stateTime(int tid, StateTimes delta) {
    totals.computeIfAbsent(tid, t -> new StateTimes()).add(delta);
  }

  @Override
  public void threadStarted(long timeNanos, int tid, String comm) {
    lines.add("start " + tid);
  }

  @Override
  public void threadRenamed(long timeNanos, int tid, String comm) {
    lines.add("rename " + tid);
  }

  @Override
  public void threadEnded(long timeNanos, int tid) {
    lines.add("end " + tid);
  }

  @Override
  public void marker(long timeNanos, int tid, String text) {
    lines.add("marker " + tid + " " + timeNanos + " " + text);
  }

  @Override
  public void lost(int cpu, long startNanos, long endNanos, long count) {
    lines.add("lost cpu " + cpu + " " + startNanos + "-" + endNanos + " " + count);
  }

  @Override
  public void runs(long timeNanos, int tid) {
    running.add(tid + " " + timeNanos);
  }

  @Override
  public void complete(long untilNanos) {}
}
