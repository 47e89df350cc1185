// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.scheduler.SourceHealth;
import io.jftrace.timeline.scheduler.ThreadStates;
import io.jftrace.tracefs.ring.Malformed;
import io.jftrace.tracefs.ring.RingBufferReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.ObjLongConsumer;

/** The counters of a ring buffer reader, and the CPU time of its thread. */
final class ReaderHealth implements SourceHealth {

  // Set once by the reader's thread, before it is complete in the sense of started().
  private volatile RingBufferReader reader;

  private static final long CPU_INTERVAL_NANOS = 1_000_000_000;

  private Path schedstat;
  private long cpuReadNanos = Long.MIN_VALUE / 2;
  private ThreadStates threads;
  private KernelBuffer buffer;
  private volatile long disordered;
  private volatile long inferred;
  private volatile long reachedNanos;
  private volatile long cpuNanos;

  /** Called by the reader's thread. */
  void started(RingBufferReader newReader, ThreadStates newThreads, KernelBuffer newBuffer)
      throws IOException {
    threads = newThreads;
    buffer = newBuffer;
    schedstat = Path.of("/proc/self/task/" + ProcTasks.currentTid() + "/schedstat");
    reachedNanos = System.nanoTime();
    reader = newReader;
  }

  /** Called by the reader's thread at the end of each drain. */
  void drained(long untilNanos) {
    reachedNanos = untilNanos;
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

  @Override
  public int cpus() {
    RingBufferReader r = reader;
    return r == null ? 0 : r.cpuCount();
  }

  @Override
  public int cpu(int index) {
    return reader.cpu(index);
  }

  @Override
  public long eventsRead(int index) {
    return reader.eventsRead(index);
  }

  @Override
  public long eventsLost(int index) {
    return reader.eventsLost(index);
  }

  @Override
  public long losses(int index) {
    return reader.losses(index) + buffer.stops();
  }

  @Override
  public long totalRead() {
    RingBufferReader r = reader;
    return r == null ? 0 : r.eventsRead();
  }

  @Override
  public long totalLosses() {
    RingBufferReader r = reader;
    return r == null ? 0 : r.losses() + buffer.stops() * r.cpuCount();
  }

  @Override
  public long ringBufferBytes() {
    return reader == null ? 0 : buffer.bytes();
  }

  @Override
  public long readerBufferBytes() {
    RingBufferReader r = reader;
    return r == null ? 0 : r.bufferBytes();
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
  public void forEachMalformed(ObjLongConsumer<String> kinds) {
    RingBufferReader r = reader;
    if (r != null) {
      for (Malformed kind : Malformed.values()) {
        kinds.accept(kind.label(), r.malformed().count(kind));
      }
    }
  }

  @Override
  public long lagNanos() {
    return reader == null ? 0 : Math.max(0, System.nanoTime() - reachedNanos);
  }

  @Override
  public long readerCpuNanos() {
    return cpuNanos;
  }
}
