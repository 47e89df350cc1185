// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waiting for what another process does. */
public final class Await {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long INTERVAL_MILLIS = 10;

  private Await() {}

  /** Returns when the condition holds; fails, with what is the matter then, if it takes long. */
  public static void until(Callable<Boolean> condition, Supplier<String> otherwise)
      throws Exception {
    until(TIMEOUT, condition, otherwise);
  }

  /** The same, with a time that is long here. */
  public static void until(
      Duration timeout, Callable<Boolean> condition, Supplier<String> otherwise) throws Exception {
    long startNanos = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - startNanos > timeout.toNanos()) {
        throw new AssertionError("waited in vain: " + otherwise.get());
      }
      Thread.sleep(INTERVAL_MILLIS);
    }
  }
}
