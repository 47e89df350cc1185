// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has the agent end before the JVM does, and waits for it, but not for long. To be installed before
 * the agent makes anything that would be left behind: the application may end at any time, also
 * while the agent is still starting.
 */
public final class Shutdown implements AutoCloseable {

  private static final long TIMEOUT_MILLIS = 3_000;

  /** The kernel takes about 40 ms to remove the breakpoints of one, one after the other. */
  private static final long TIMEOUT_MILLIS_PER_PROBE = 150;

  private static final long MAX_TIMEOUT_MILLIS = 12_000;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;
  private Runnable stop;
  private boolean begun;
  private volatile long timeoutMillis = TIMEOUT_MILLIS;

  private Shutdown() {
    hook = new Thread(null, this::stopAndWait, "jftrace-shutdown", 0, false);
  }

  /** Registers with the JVM. */
  public static Shutdown install() {
    Shutdown shutdown = new Shutdown();
    try {
      Runtime.getRuntime().addShutdownHook(shutdown.hook);
    } catch (IllegalStateException e) {
      // Nobody will wait.
      shutdown.begin();
    }
    return shutdown;
  }

  /** Whether the JVM ends, so that there is no sense in going on. */
  public synchronized boolean hasBegun() {
    return begun;
  }

  /**
   * Has this called when the JVM ends, at once if it does already.
   *
   * @param stop asks the agent to end, without waiting
   */
  synchronized void whenBegun(Runnable stop) {
    this.stop = stop;
    if (begun) {
      stop.run();
    }
  }

  /** So many probes have to be removed in the end. */
  void removesProbes(int count) {
    long wantedMillis = TIMEOUT_MILLIS + count * TIMEOUT_MILLIS_PER_PROBE;
    timeoutMillis = Math.min(wantedMillis, MAX_TIMEOUT_MILLIS);
  }

  private synchronized void begin() {
    begun = true;
    if (stop != null) {
      stop.run();
    }
  }

  private void stopAndWait() {
    begin();
    try {
      if (!ended.await(timeoutMillis, TimeUnit.MILLISECONDS)) {
        System.err.println(
            "[jftrace] did not end in time; what it leaves in the kernel, the next start removes");
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
