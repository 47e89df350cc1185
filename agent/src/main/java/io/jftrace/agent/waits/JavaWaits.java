// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Asks the JVM what a thread waits for. Keeps the class that needs the module java.management
 * behind a check: an application image may lack it.
 */
abstract class JavaWaits {

  /** Without java.management: LockSupport alone knows something. */
  private static final JavaWaits BLOCKERS =
      new JavaWaits() {
        @Override
        JavaWait of(Thread thread, long javaId) {
          Object blocker = LockSupport.getBlocker(thread);
          return blocker == null
              ? JavaWait.UNKNOWN
              : new JavaWait(null, blocker.getClass().getName(), "");
        }

        @Override
        long spentNanos() {
          return System.nanoTime();
        }
      };

  /** What a virtual thread waits for that keeps its carrier. */
  static JavaWait ofMounted(Thread virtual) {
    Object blocker = LockSupport.getBlocker(virtual);
    return new JavaWait(
        virtual.getState(), blocker == null ? "" : blocker.getClass().getName(), "");
  }

  static JavaWaits open(Consumer<String> debug) {
    if (ModuleLayer.boot().findModule("java.management").isEmpty()) {
      debug.accept("no owners of locks: this JVM lacks the module java.management");
      return BLOCKERS;
    }
    return new ManagedThreads();
  }

  abstract JavaWait of(Thread thread, long javaId);

  /** A clock of the time that the calling thread works; may count more than that. */
  abstract long spentNanos();
}
