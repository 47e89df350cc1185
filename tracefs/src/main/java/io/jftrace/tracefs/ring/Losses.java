// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one CPU lost. A sub-buffer says that events were lost before it, and how many if there is
 * room for the number behind its data (ring_buffer_read_page, Linux 6.18): a full one has none.
 * Events that were not even written leave no trace in any sub-buffer. The kernel's statistics count
 * all of them, but do not say when.
 */
final class Losses {

  private final int cpu;
  private final Path stats;

  private boolean open;

  /** Of the loss that is open; -1 if one of its parts has no count. */
  private long openCount;

  /** By the sub-buffers, and after {@link #settle} by the statistics, too. */
  private long counted;

  private boolean unchecked;

  // Written by the reader's thread alone, read by any.
  private final AtomicLong total = new AtomicLong();
  private final AtomicLong times = new AtomicLong();

  /**
   * Begins with none.
   *
   * @param stats the file {@code per_cpu/cpuN/stats}; without it, only counts of sub-buffers count
   */
  Losses(int cpu, Path stats) {
    this.cpu = cpu;
    this.stats = stats;
  }

  /** Events were lost, {@code count} or, if negative, nobody knows how many. */
  void begin(RecordHandler handler, long timeNanos, long count) {
    if (!open) {
      open = true;
      openCount = 0;
      times.lazySet(times.getPlain() + 1);
      handler.lossBegan(cpu, timeNanos);
    }
    openCount = count < 0 || openCount < 0 ? -1 : sum(openCount, count);
    counted = sum(counted, Math.max(count, 0));
    unchecked = true;
    raiseTotal(counted);
  }

  /** There is a record again. */
  void end(RecordHandler handler, long timeNanos) {
    if (open) {
      open = false;
      handler.lossEnded(cpu, timeNanos, openCount);
    }
  }

  /** Makes the total exact, if there was a loss since the last time. */
  void check() {
    if (unchecked) {
      unchecked = false;
      raiseTotal(lostByStats());
    }
  }

  /** Tells of all that no sub-buffer told of; everything that was written has been read. */
  void settle(RecordHandler handler, long fromNanos, long toNanos) {
    long missing = lostByStats() - counted;
    if (missing > 0) {
      openCount = Math.max(openCount, 0);
      begin(handler, fromNanos, missing);
    }
    raiseTotal(counted);
    end(handler, toNanos);
  }

  private long lostByStats() {
    try {
      return CpuStats.read(stats).lost();
    } catch (IOException e) {
      // A CPU that went offline: what its sub-buffers told is all that there is.
      return counted;
    }
  }

  private void raiseTotal(long atLeast) {
    if (atLeast > total.getPlain()) {
      total.lazySet(atLeast);
    }
  }

  /** The counts may come from damaged memory. */
  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /** How often there was a loss. Any thread. */
  long times() {
    return times.get();
  }

  /** Events lost so far. Any thread. */
  long total() {
    return total.get();
  }
}
