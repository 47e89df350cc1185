// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.TracefsException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The instance's ring buffer: its size, and what is done and told when it was too small. */
final class KernelBuffer {

  private static final String SIZE = "buffer_size_kb";

  /** At this filling the kernel wakes the reader; see docs/rationale.md for why not 0. */
  private static final String WAKING_PERCENT = "25";

  private final Instance instance;
  private final BufferGrowth growth;
  private final Consumer<String> warnings;
  private final LossLog log;
  private final LongSupplier clock;
  private volatile long bytes;
  private volatile long stops;

  /**
   * Sets the size.
   *
   * @param warnings receives a line, now and then, when events are lost
   * @param clock the instance's trace clock in nanoseconds
   */
  KernelBuffer(
      Instance instance, BufferGrowth growth, Consumer<String> warnings, LongSupplier clock)
      throws TracefsException {
    this.instance = instance;
    this.growth = growth;
    this.warnings = warnings;
    this.log = new LossLog(warnings);
    this.clock = clock;
    set(growth.sizeKb());
  }

  /** Sets the clock, which is that of {@link System#nanoTime()}, and all else, by the settings. */
  static KernelBuffer of(Instance instance, TracefsSettings settings, Consumer<String> warnings)
      throws TracefsException {
    // Writing the clock clears the buffer, so it comes first.
    instance.set("trace_clock", "mono");
    BufferSettings sizes = settings.buffers();
    int cpus = OnlineCpus.count();
    long memoryKb = MachineMemory.totalKb();
    int firstKb = sizes.sizeKbFor(cpus, memoryKb, settings.isMoreThanScheduler());
    BufferGrowth growth = new BufferGrowth(firstKb, sizes.maxKbFor(cpus, memoryKb, firstKb));
    KernelBuffer buffer = new KernelBuffer(instance, growth, warnings, System::nanoTime);
    instance.setIfPresent("buffer_percent", WAKING_PERCENT);
    return buffer;
  }

  private void set(int sizeKb) throws TracefsException {
    instance.set(SIZE, Integer.toString(sizeKb));
    bytes = 1024 * Long.parseLong(instance.get("buffer_total_size_kb").strip());
  }

  /** To be called for each loss that the reader meets. */
  void lost(int cpu, long timeNanos, long count) {
    log.lost(cpu, timeNanos, count);
  }

  /**
   * To be called after a drain that met a loss: enlarges the buffer if that is due.
   *
   * <p>The kernel keeps what is in the buffer, but records nothing while it changes the size
   * (tracing_stop_tr in tracing_resize_ring_buffer, kernel/trace/trace.c; seen to take 8 to 24 ms
   * on Linux 6.18), and does not count that as lost.
   *
   * @return when nothing was recorded
   */
  RecordingGap afterLoss() {
    long beginNanos = clock.getAsLong();
    int newKb = growth.afterLoss(beginNanos);
    if (newKb == 0) {
      return RecordingGap.NONE;
    }
    try {
      set(newKb);
      growth.enlarged(newKb);
    } catch (TracefsException e) {
      growth.refused();
      warnings.accept("events are lost, and the buffer cannot be enlarged: " + e.getMessage());
    }
    addStop();
    return new RecordingGap(beginNanos, clock.getAsLong());
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  private void addStop() {
    stops++;
  }

  /** To be called after each drain. */
  void drained() {
    log.tellIfDue(clock.getAsLong(), growth::advice);
  }

  /** To be called at the end: tells what has not been told. */
  void tellRest() {
    log.tell(clock.getAsLong(), growth::advice);
  }

  /** How often recording stood still, on all CPUs. Any thread. */
  long stops() {
    return stops;
  }

  /** Its size, all CPUs together. Any thread. */
  long bytes() {
    return bytes;
  }
}
