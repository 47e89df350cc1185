// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.scheduler.ThreadStates;
import io.jftrace.tracefs.ring.RecordHandler;
import java.nio.ByteBuffer;

/** Fits a scan of the threads in between the records, in time order; reports their losses. */
final class ScanInjector implements RecordHandler {

  private final RecordHandler next;
  private final ThreadStates threads;
  private final KernelBuffer buffer;
  private ThreadScan scan;
  private long dueNanos = Long.MAX_VALUE;

  ScanInjector(RecordHandler next, ThreadStates threads, KernelBuffer buffer) {
    this.next = next;
    this.threads = threads;
    this.buffer = buffer;
  }

  void inject(ThreadScan newScan) {
    scan = newScan;
    dueNanos = newScan.dueNanos();
  }

  /** Passes what is due by then. */
  void passUntil(long timeNanos) {
    if (timeNanos >= dueNanos) {
      scan.passUntil(timeNanos, threads);
      dueNanos = scan.dueNanos();
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
