// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that what is held is exported when the JVM ends and nobody shuts the SDK down: the
 * SDK's simple processor exports a span before its end returns, so an application may rely on that.
 * The hook is registered only for as long as the thread that exports is there, for it keeps the
 * class loader, that of a web application perhaps.
 */
final class ExitFlush implements Runnable {

  /** {@link Runtime}'s, or others. */
  interface Hooks {

    void add(Thread hook);

    void remove(Thread hook);

    static Hooks ofJvm() {
      return new Hooks() {
        @Override
        public void add(Thread hook) {
          Runtime.getRuntime().addShutdownHook(hook);
        }

        @Override
        public void remove(Thread hook) {
          Runtime.getRuntime().removeShutdownHook(hook);
        }
      };
    }
  }

  static final String THREAD_NAME = "jftrace-spans-exit";

  /** The end of the JVM is delayed by no more, and by half of it for the agent's answers. */
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final HeldQueue queue;
  private final Hooks hooks;
  private volatile boolean isEnding;
  private volatile long beginNanos;

  ExitFlush(HeldQueue queue, Hooks hooks) {
    this.queue = queue;
    this.hooks = hooks;
  }

  /**
   * Registers a hook, to be given to {@link #remove}; null if there is none: the JVM ends already.
   */
  Thread register() {
    Thread hook = new Thread(null, this, THREAD_NAME, 0, false);
    hook.setContextClassLoader(ExitFlush.class.getClassLoader());
    try {
      hooks.add(hook);
      return hook;
    } catch (IllegalStateException e) {
      begin();
      return null;
    } catch (SecurityException e) {
      return null;
    }
  }

  void remove(Thread hook) {
    try {
      if (hook != null) {
        hooks.remove(hook);
      }
    } catch (IllegalStateException e) {
      // It runs, or has run.
    }
  }

  @Override
  public void run() {
    begin();
    awaitHeld();
  }

  /**
   * Waits until all that is held now is exported, if the JVM ends: the thread that exports is a
   * daemon, which the JVM does not wait for. Not for that thread.
   */
  void awaitHeld() {
    if (!isEnding || Thread.currentThread().getName().equals(Release.THREAD_NAME)) {
      return;
    }
    CompletableResultCode exported = new CompletableResultCode();
    long leftNanos = leftNanos(MAX_NANOS);
    if (leftNanos > 0 && queue.addCall(new HeldCall(exported::succeed))) {
      exported.join(leftNanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Whether the JVM ends, and nothing must wait for the agent any more. */
  boolean isOver() {
    return answersNanos() <= 0;
  }

  /** For how long answers may be waited for yet; without a limit if the JVM does not end. */
  long answersNanos() {
    return isEnding ? leftNanos(MAX_NANOS / 2) : Long.MAX_VALUE;
  }

  private void begin() {
    synchronized (this) {
      if (isEnding) {
        return;
      }
      beginNanos = System.nanoTime();
      isEnding = true;
    }
    queue.wake();
  }

  private long leftNanos(long nanos) {
    return nanos - (System.nanoTime() - beginNanos);
  }
}
