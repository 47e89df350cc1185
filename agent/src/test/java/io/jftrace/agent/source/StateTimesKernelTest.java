// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.timeline.scheduler.StateTimes;
import io.jftrace.timeline.scheduler.ThreadState;
import io.jftrace.timeline.scheduler.ThreadStates;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.ring.RingBufferReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Threads' times against two accounts of the kernel's own: its text trace, and schedstat. */
class StateTimesKernelTest {

  private static final int LOAD_MILLIS = 5_000;
  private static final List<ThreadState> STATES =
      List.of(
          ThreadState.RUNNING,
          ThreadState.RUNNABLE,
          ThreadState.PREEMPTED,
          ThreadState.SLEEPING,
          ThreadState.BLOCKED);

  private final ProcTasks tasks = new ProcTasks();

  @Test
  void equalWhatTheTextOfTheSameEventsGives() throws Exception {
    Tracefs tracefs = Tracing.required();
    String name = Leftovers.instanceName(ProcessHandle.current().pid()) + "_test";
    try (Instance instance = Instance.create(tracefs, name)) {
      instance.set("trace_clock", "mono");
      instance.set("buffer_size_kb", "65536");
      new TidFilter(instance, tasks, List.of(), -1).set(tasks.ownTids());
      List<String> text;
      try (RingBufferReader reader =
          RingBufferReader.open(
              instance.directory(), instance.subBufferBytes(), 64, System::nanoTime)) {
        Recorded recorded = record(instance);
        // Not consumed by this, so the reader gets the same events afterwards.
        text = Files.readAllLines(instance.directory().resolve("trace"));
        compare(
            recorded,
            new TextTraceOracle(text, recorded.fromMicros, recorded.toMicros),
            reader,
            tracefs);
      }
    }
  }

  /**
   * A time at which events were on, on all CPUs: enabling and disabling reach one after the other.
   */
  private record Recorded(List<Integer> tids, long fromMicros, long toMicros) {}

  private Recorded record(Instance instance) throws Exception {
    try (MixedLoad load = new MixedLoad()) {
      instance.enable(SchedulerDecoder.WAKING);
      instance.enable(SchedulerDecoder.SWITCH);
      long fromNanos = System.nanoTime();
      Thread.sleep(LOAD_MILLIS);
      long toNanos = System.nanoTime();
      instance.disableAll();
      return new Recorded(
          Arrays.stream(tasks.ownTids()).boxed().toList(), fromNanos / 1000 + 1, toNanos / 1000);
    }
  }

  private static void compare(
      Recorded recorded, TextTraceOracle oracle, RingBufferReader reader, Tracefs tracefs)
      throws IOException {
    TotalsSink exactSink = new TotalsSink();
    TotalsSink roundedSink = new TotalsSink();
    ThreadStates exact = new ThreadStates(exactSink);
    ThreadStates rounded = new ThreadStates(roundedSink);
    for (int tid : recorded.tids) {
      if (oracle.switchesOf(tid) > 0) {
        exact.found(recorded.fromMicros * 1000 - 500, tid, 'R');
        rounded.found(recorded.fromMicros, tid, 'R');
      }
    }
    reader.drain(
        new SchedulerDecoder(
            tracefs,
            new RoundedEvents(exact, rounded, recorded.fromMicros, recorded.toMicros),
            reader.malformed()));
    exact.complete(recorded.toMicros * 1000);
    rounded.complete(recorded.toMicros);

    assertEquals(0, exactSink.losses, "the buffer was too small for the test");
    assertTrue(oracle.switches() > 10_000, "switches: " + oracle.switches());
    double worstNanos = 0;
    int compared = 0;
    for (Map.Entry<Integer, StateTimes> entry : roundedSink.totals.entrySet()) {
      int tid = entry.getKey();
      StateTimes expected = oracle.times(tid);
      for (ThreadState state : STATES) {
        assertEquals(
            expected.nanos(state), entry.getValue().nanos(state), state + " of thread " + tid);
        double off = exactSink.totals.get(tid).nanos(state) - 1000.0 * expected.nanos(state);
        worstNanos = Math.max(worstNanos, Math.abs(off));
        // Each end of each interval is rounded by at most half a microsecond.
        assertTrue(
            Math.abs(off) <= 1000.0 * (oracle.switchesOf(tid) + 1),
            state + " of thread " + tid + " off by " + off + " ns");
      }
      compared++;
    }
    assertTrue(compared >= 10, "threads compared: " + compared);
    System.out.printf(
        "state times: %d threads, %d switches, equal to the text to its microsecond;"
            + " unrounded sums differ by at most %.1f us%n",
        compared, oracle.switches(), worstNanos / 1000);
  }

  @Test
  void addUpToWhatSchedstatSays() throws Exception {
    Tracing.required();
    TotalsSink sink = new TotalsSink();
    try (MixedLoad load = new MixedLoad();
        TracefsSource source =
            new TracefsSource(
                new TracefsSettings(
                    null, new BufferSettings(8192, 0, 0), false, ProbeSettings.NONE),
                tasks,
                w -> {})) {
      source.start(sink);
      drainFor(source, 300);
      sink.totals.clear();
      Map<Integer, long[]> before = schedstats();
      source.drain();
      long stealBefore = stealNanos();
      sink.totals.clear();
      drainFor(source, LOAD_MILLIS);
      Map<Integer, long[]> after = schedstats();
      source.drain();
      compareSums(sink.totals, before, after, stealNanos() - stealBefore);
      assertEquals(0, sink.losses);
    }
  }

  private static void drainFor(TracefsSource source, int millis) throws IOException {
    long endNanos = System.nanoTime() + millis * 1_000_000L;
    while (System.nanoTime() < endNanos) {
      source.await(50);
      source.drain();
    }
  }

  private void compareSums(
      Map<Integer, StateTimes> totals,
      Map<Integer, long[]> before,
      Map<Integer, long[]> after,
      long stealNanos) {
    long running = 0;
    long queued = 0;
    long statRunning = 0;
    long statQueued = 0;
    double worst = 0;
    for (Map.Entry<Integer, StateTimes> entry : totals.entrySet()) {
      int tid = entry.getKey();
      if (before.containsKey(tid) && after.containsKey(tid)) {
        StateTimes times = entry.getValue();
        long ran = times.nanos(ThreadState.RUNNING);
        long statRan = after.get(tid)[0] - before.get(tid)[0];
        running += ran;
        statRunning += statRan;
        queued += times.nanos(ThreadState.RUNNABLE) + times.nanos(ThreadState.PREEMPTED);
        statQueued += after.get(tid)[1] - before.get(tid)[1];
        if (statRan > 50_000_000) {
          worst =
              Math.abs(ran - statRan) > Math.abs(worst * statRan)
                  ? (double) (ran - statRan) / statRan
                  : worst;
        }
      }
    }
    double runningOff = (double) (running - statRunning) / statRunning;
    double queuedOff = (double) (queued - statQueued) / statQueued;
    // What the hypervisor took is in the trace and not in schedstat.
    double steal = (double) stealNanos / statRunning;
    System.out.printf(
        "against schedstat: running %+.2f %%, on a run queue %+.2f %%, worst busy thread %+.2f %%,"
            + " stolen %.2f %%%n",
        100 * runningOff, 100 * queuedOff, 100 * worst, 100 * steal);
    assertTrue(Math.abs(runningOff) <= 0.06 + steal, "running off by " + runningOff);
    assertTrue(Math.abs(queuedOff) <= 0.06 + steal, "run queue off by " + queuedOff);
  }

  /** Run time and run-queue delay in nanoseconds of every thread of this process but this one. */
  private Map<Integer, long[]> schedstats() throws IOException {
    Map<Integer, long[]> stats = new HashMap<>();
    int self = ProcTasks.currentTid();
    for (int tid : tasks.ownTids()) {
      Path file = Path.of("/proc/self/task/" + tid + "/schedstat");
      if (tid != self && Files.exists(file)) {
        String[] fields = Files.readString(file).strip().split(" ", -1);
        stats.put(tid, new long[] {Long.parseLong(fields[0]), Long.parseLong(fields[1])});
      }
    }
    return stats;
  }

  /** Time that the hypervisor gave to others: the eighth number of the first line, in 10 ms. */
  private static long stealNanos() throws IOException {
    String[] cpu = Files.readAllLines(Path.of("/proc/stat")).get(0).strip().split(" +", -1);
    return Long.parseLong(cpu[8]) * 10_000_000;
  }
}
