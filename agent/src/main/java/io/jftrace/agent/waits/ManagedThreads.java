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

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final long[] ids = new long[1];
  private final boolean cpuTime;

  ManagedThreads() {
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
    return new JavaWait(
        info.getThreadState(),
        lock == null ? "" : lock.getClassName(),
        Objects.requireNonNullElse(info.getLockOwnerName(), ""));
  }

  @Override
  long spentNanos() {
    return cpuTime ? threads.getCurrentThreadCpuTime() : System.nanoTime();
  }
}
