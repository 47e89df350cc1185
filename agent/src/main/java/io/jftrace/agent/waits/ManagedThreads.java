// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Objects;

/**
 * What java.management says of threads. Without stacks and without the monitors that a thread
 * holds, HotSpot stops nobody for it (src/hotspot/share/services/management.cpp,
 * jmm_GetThreadInfo).
 */
final class ManagedThreads extends JavaWaits {

  /** What a carrier is said to wait for while it runs one, from JDK 21 on. */
  private static final String VIRTUAL_THREAD = "java.lang.VirtualThread";

  private final ThreadMXBean threads;
  private final long[] ids = new long[1];

  /** False for good once the application has switched the measuring off. */
  private boolean cpuTime;

  private long lastCpuNanos;

  /** What is to be added to System.nanoTime(), so that the clock goes on from the CPU's time. */
  private long offsetNanos;

  ManagedThreads() {
    this(ManagementFactory.getThreadMXBean());
  }

  ManagedThreads(ThreadMXBean threads) {
    this.threads = threads;
    cpuTime = threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
  }

  @Override
  JavaWait of(Thread thread, long javaId) {
    ids[0] = javaId;
    ThreadInfo info = threads.getThreadInfo(ids, 0)[0];
    if (info == null) {
      return JavaWait.UNKNOWN;
    }
    LockInfo lock = info.getLockInfo();
    if (lock != null && lock.getClassName().equals(VIRTUAL_THREAD)) {
      return JavaWait.CARRYING;
    }
    return new JavaWait(
        info.getThreadState(),
        lock == null ? "" : lock.getClassName(),
        Objects.requireNonNullElse(info.getLockOwnerName(), ""));
  }

  @Override
  long spentNanos() {
    if (cpuTime) {
      long nanos = threads.getCurrentThreadCpuTime();
      if (nanos >= 0) {
        lastCpuNanos = nanos;
        return nanos;
      }
      cpuTime = false;
      offsetNanos = lastCpuNanos - System.nanoTime();
    }
    return System.nanoTime() + offsetNanos;
  }
}
