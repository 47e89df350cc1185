// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

/** The platform threads that live. */
public final class LiveThreads {

  private static final int SPARE_THREADS = 64;

  private LiveThreads() {}

  /** Unlike {@code Thread.getAllStackTraces} without a safepoint. May contain null. */
  public static Thread[] now() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[root.activeCount() + SPARE_THREADS];
    // enumerate() drops silently what does not fit.
    while (root.enumerate(threads, true) == threads.length) {
      threads = new Thread[2 * threads.length];
    }
    return threads;
  }
}
