// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.scheduler.ThreadStates;
import io.jftrace.tracefs.ring.RecordHandler;
import java.nio.ByteBuffer;

/**
 * Fits in between the records, in time order, what they do not tell: a time when nothing was
 * recorded, and after it a scan of the threads.
 */
final class ScanInjector implements RecordHandler {

  private final RecordHandler next;
  private final ThreadStates threads;
  private final KernelBuffer buffer;
  private final int[] cpus;
  private RecordingGap gap = RecordingGap.NONE;
  private ThreadScan scan;
  private long dueNanos = Long.MAX_VALUE;

  ScanInjector(RecordHandler next, ThreadStates threads, KernelBuffer buffer, int[] cpus) {
    this.next = next;
    this.threads = threads;
    this.buffer = buffer;
    this.cpus = cpus;
  }

  void inject(RecordingGap newGap) {
    gap = newGap;
    dueNanos = Math.min(dueNanos, gap.dueNanos());
  }

  /** A gap that is injected as well has to be before it. */
  void inject(ThreadScan newScan) {
    scan = newScan;
    dueNanos = Math.min(dueNanos, scan.dueNanos());
  }

  /** Passes what is due by then. */
  void passUntil(long timeNanos) {
    if (timeNanos >= dueNanos) {
      gap.passUntil(timeNanos, cpus, next);
      scan.passUntil(timeNanos, threads);
      dueNanos = Math.min(gap.dueNanos(), scan.dueNanos());
    }
  }

  @Override
  public void record(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes) {
    passUntil(timeNanos);
    next.record(cpu, timeNanos, buffer, offset, lengthBytes);
  }

  @Override
  public void lossBegan(int cpu, long timeNanos) {
    next.lossBegan(cpu, timeNanos);
  }

  @Override
  public void lossEnded(int cpu, long timeNanos, long count) {
    buffer.lost(cpu, timeNanos, count);
    next.lossEnded(cpu, timeNanos, count);
  }
}
