// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Has the agent end before the JVM does, and waits for it, but not for long. */
final class Shutdown implements AutoCloseable {

  private static final long TIMEOUT_MILLIS = 3_000;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  private Shutdown(Runnable stop) {
    hook = new Thread(null, () -> stopAndWait(stop), "jftrace-shutdown", 0, false);
  }

  /**
   * Registers with the JVM.
   *
   * @param stop asks the agent to end, without waiting
   */
  static Shutdown install(Runnable stop) {
    Shutdown shutdown = new Shutdown(stop);
    try {
      Runtime.getRuntime().addShutdownHook(shutdown.hook);
    } catch (IllegalStateException e) {
      // The JVM ends already.
      stop.run();
    }
    return shutdown;
  }

  private void stopAndWait(Runnable stop) {
    stop.run();
    try {
      if (!ended.await(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
        System.err.println("[jftrace] did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is undone: the JVM need not wait any more. */
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running.
    }
  }
}
