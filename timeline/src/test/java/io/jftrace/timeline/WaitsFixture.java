// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import io.jftrace.timeline.waits.DescriptorKind;
import io.jftrace.timeline.waits.FutexUse;
import io.jftrace.timeline.waits.PauseSink;
import io.jftrace.timeline.waits.SystemCalls;
import io.jftrace.timeline.waits.WaitLookups;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/** A timeline of made-up threads, whose futexes are known by their addresses. */
final class WaitsFixture implements WaitLookups {

  static final long PARK = 0x1000;
  static final long MONITOR = 0x2000;
  static final long INTERNAL = 0x4000;

  static final long MILLI = 1_000_000;

  final RecordingTimelineSink sink = new RecordingTimelineSink();
  final Map<Integer, DescriptorKind> descriptors = new HashMap<>();
  Class<?> parkedOn;
  int targetsAsked;
  boolean workersOnlyCollect = true;
  final Queue<Consumer<PauseSink>> collections = new ArrayDeque<>();

  final Timeline timeline;

  WaitsFixture(int maxChain) {
    timeline =
        new Timeline(
            sink,
            JavaThreads.UNKNOWN,
            tid -> tid == 999 ? "postgres" : "",
            SpanSource.NONE,
            () -> 0,
            this,
            maxChain);
  }

  static int number(String call) {
    int number = 0;
    while (!SystemCalls.OWN.name(number).equals(call)) {
      number++;
    }
    return number;
  }

  /** Makes threads with the tids 1, 2, …. */
  void threads(String... comms) {
    for (int i = 0; i < comms.length; i++) {
      timeline.threadStarted(0, i + 1, comms[i]);
    }
  }

  void enter(long timeNanos, int tid, String call, long... args) {
    long second = args.length > 1 ? args[1] : 0;
    long third = args.length > 2 ? args[2] : 0;
    timeline.syscallEntered(
        timeNanos, tid, number(call), args.length > 0 ? args[0] : 0, second, third);
  }

  void exit(long timeNanos, int tid, String call, long result) {
    timeline.syscallExited(timeNanos, tid, number(call), result);
  }

  /** The wait's run queue time is 10 ns. */
  String wait(long startNanos, long queuedNanos, int tid, char state, int wakerTid) {
    timeline.offCpu(tid, startNanos, queuedNanos, queuedNanos + 10, wakerTid, state, 0, 0);
    return sink.lastWait();
  }

  @Override
  public FutexUse futexUse(TracedThread thread, long address) {
    if (address == PARK) {
      return FutexUse.PARK;
    }
    if (address == MONITOR) {
      return FutexUse.MONITOR;
    }
    return address == INTERNAL ? FutexUse.OTHER : FutexUse.UNKNOWN;
  }

  @Override
  public Class<?> parkBlocker(TracedThread thread, long timeNanos) {
    return parkedOn;
  }

  @Override
  public DescriptorKind descriptorKind(int descriptor) {
    return descriptors.getOrDefault(descriptor, DescriptorKind.UNKNOWN);
  }

  @Override
  public void collections(PauseSink pauses) {
    while (!collections.isEmpty()) {
      collections.remove().accept(pauses);
    }
  }

  @Override
  public boolean workersOnlyCollect() {
    return workersOnlyCollect;
  }

  @Override
  public String descriptorTarget(int descriptor) {
    targetsAsked++;
    return "descriptor:" + descriptor;
  }
}
