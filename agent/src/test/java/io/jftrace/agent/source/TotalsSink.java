// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.probes.ProbePoint;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.probes.ProbeValues;
import io.jftrace.timeline.scheduler.IntervalSink;
import io.jftrace.timeline.scheduler.StateTimes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sums up the states of each thread. */
final class TotalsSink implements IntervalSink {

  record Interval(long startNanos, long endNanos) {}

  final Map<Integer, StateTimes> totals = new TreeMap<>();
  final Map<Integer, Long> startedNanos = new TreeMap<>();
  final Set<Integer> queued = new TreeSet<>();
  final Set<Integer> ended = new TreeSet<>();
  final Map<String, Long> markers = new TreeMap<>();
  final List<Interval> intervals = new ArrayList<>();
  final List<Interval> lossTimes = new ArrayList<>();
  final List<String> probeHits = new ArrayList<>();
  long losses;
  long uncounted;

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
    intervals.add(new Interval(startNanos, endNanos));
  }

  @Override
  public void queued(int tid, long queuedNanos, long startNanos) {
    queued.add(tid);
  }

  @Override
  public void stateTime(int tid, StateTimes delta) {
    totals.computeIfAbsent(tid, t -> new StateTimes()).add(delta);
  }

  @Override
  public void threadStarted(long timeNanos, int tid, String comm) {
    startedNanos.put(tid, timeNanos);
  }

  @Override
  public void threadRenamed(long timeNanos, int tid, String comm) {}

  @Override
  public void threadEnded(long timeNanos, int tid) {
    ended.add(tid);
  }

  @Override
  public void marker(long timeNanos, int tid, String text) {
    markers.put(text, timeNanos);
  }

  @Override
  public void lost(int cpu, long startNanos, long endNanos, long count) {
    losses++;
    lossTimes.add(new Interval(startNanos, endNanos));
    uncounted += count < 0 ? 1 : 0;
  }

  /** How often all CPUs had a loss at the very same time. */
  long gaps(int cpus) {
    return lossTimes.stream()
        .distinct()
        .filter(loss -> Collections.frequency(lossTimes, loss) == cpus)
        .count();
  }

  /** The intervals that overlap with a loss. */
  List<Interval> intervalsInLosses() {
    return intervals.stream()
        .filter(
            interval ->
                lossTimes.stream()
                    .anyMatch(
                        loss ->
                            interval.startNanos < loss.endNanos
                                && loss.startNanos < interval.endNanos))
        .toList();
  }

  @Override
  public void complete(long untilNanos) {}

  @Override
  public void probeHit(
      long timeNanos,
      int tid,
      ProbeType type,
      ProbePoint point,
      long stackPointer,
      ProbeValues values) {
    List<String> texts = new ArrayList<>();
    int count = point == ProbePoint.RETURN ? type.returnFields().size() : type.entryFields().size();
    for (int i = 0; i < count; i++) {
      texts.add(values.text(i));
    }
    probeHits.add(type.name() + " " + point + " " + texts);
  }
}
