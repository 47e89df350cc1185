// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.scheduler.SourceHealth;
import io.jftrace.timeline.scheduler.ThreadStates;
import io.jftrace.tracefs.ring.RingBufferReader;
import java.io.IOException;
import java.nio.file.Path;

/** The counters of a ring buffer reader, and the CPU time of its thread. */
final class ReaderHealth implements SourceHealth {

  // Set once by the reader's thread, before it is complete in the sense of started().
  private volatile RingBufferReader reader;

  private static final long CPU_INTERVAL_NANOS = 1_000_000_000;

  private Path schedstat;
  private long cpuReadNanos = Long.MIN_VALUE / 2;
  private ThreadStates threads;
  private volatile long disordered;
  private volatile long inferred;
  private volatile long lagNanos;
  private volatile long cpuNanos;

  /** Called by the reader's thread. */
  void started(RingBufferReader newReader, ThreadStates newThreads) throws IOException {
    threads = newThreads;
    schedstat = Path.of("/proc/self/task/" + ProcTasks.currentTid() + "/schedstat");
    reader = newReader;
  }

  /** Called by the reader's thread at the end of each drain. */
  void drained(long untilNanos) {
    lagNanos = System.nanoTime() - untilNanos;
    disordered = threads.disorderedEvents();
    inferred = threads.inferredSwitchIns();
    if (untilNanos - cpuReadNanos > CPU_INTERVAL_NANOS) {
      cpuReadNanos = untilNanos;
      cpuNanos = ownCpuNanos();
    }
  }

  /** The first number of schedstat is the time on a CPU (Documentation/scheduler/sched-stats). */
  private long ownCpuNanos() {
    try {
      String text = ProcFile.read(schedstat);
      return Long.parseLong(text.substring(0, text.indexOf(' ')));
    } catch (IOException e) {
      // A kernel without CONFIG_SCHED_INFO.
      return cpuNanos;
    }
  }

  long totalRead() {
    long total = 0;
    for (int i = 0; i < cpus(); i++) {
      total += eventsRead(i);
    }
    return total;
  }

  long totalLost() {
    long total = 0;
    for (int i = 0; i < cpus(); i++) {
      total += eventsLost(i);
    }
    return total;
  }

  @Override
  public int cpus() {
    RingBufferReader r = reader;
    return r == null ? 0 : r.cpuCount();
  }

  @Override
  public long eventsRead(int cpu) {
    return reader.eventsRead(cpu);
  }

  @Override
  public long eventsLost(int cpu) {
    return reader.eventsLost(cpu);
  }

  @Override
  public long eventsDisordered() {
    return disordered;
  }

  @Override
  public long switchInsInferred() {
    return inferred;
  }

  @Override
  public long lagNanos() {
    return lagNanos;
  }

  @Override
  public long readerCpuNanos() {
    return cpuNanos;
  }
}
