// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

import java.util.function.IntToLongFunction;
import java.util.function.ObjLongConsumer;

/** Counters of a source since its start; may be read by any thread at any time. */
public interface SourceHealth {

  /** Number of CPUs that are read: indices below are 0 to this, exclusive. */
  int cpus();

  /** The kernel's number of the CPU with that index. */
  int cpu(int index);

  /** Kernel events read from the buffer of a CPU. */
  long eventsRead(int index);

  /** Kernel events of a CPU that were overwritten before they were read. */
  long eventsLost(int index);

  /**
   * How often events of a CPU were lost, also where the kernel did not count how many; the times
   * when recording stood still are among them.
   */
  long losses(int index);

  /** The kernel's buffers, of all CPUs together, in bytes. */
  long ringBufferBytes();

  /** The reader's own buffers, of all CPUs together, in bytes. */
  long readerBufferBytes();

  /** Events that arrived after a later one of the same thread had been handled. */
  long eventsDisordered();

  /**
   * Switch-ins that the kernel did not record; each was taken to be at the wake-up. Not 0 on
   * kernels that leave out switches from the idle task.
   */
  long switchInsInferred();

  /** Kernel events read, of all CPUs. */
  default long totalRead() {
    return total(this::eventsRead);
  }

  /** Kernel events that were overwritten before they were read, of all CPUs. */
  default long totalLost() {
    return total(this::eventsLost);
  }

  /** How often events were lost, on all CPUs together. */
  default long totalLosses() {
    return total(this::losses);
  }

  private long total(IntToLongFunction count) {
    long total = 0;
    for (int index = 0; index < cpus(); index++) {
      total += count.applyAsLong(index);
    }
    return total;
  }

  /**
   * What was malformed in the kernel's data: how often, by kind, in lower-case words with
   * underscores; of each kind that there is, also 0. A source that decodes nothing has none.
   */
  default void forEachMalformed(ObjLongConsumer<String> kinds) {}

  /** How far the outputs are behind the kernel now, in nanoseconds. */
  long lagNanos();

  /** CPU time that the reader's thread has used, in nanoseconds. */
  long readerCpuNanos();
}
