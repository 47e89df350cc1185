// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Finds the agent's hook, which may come after us: an agent can be attached at any time. */
final class HookFinder {

  /** How the hook's class is got. */
  interface HookClass {
    Class<?> get() throws ClassNotFoundException;
  }

  /** A look in vain takes microseconds, and is taken by the thread that ends a span. */
  private static final long LOOK_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final HookClass hookClass;
  private final AtomicLong nextLookNanos = new AtomicLong(System.nanoTime());
  private volatile AgentHook found;

  HookFinder(HookClass hookClass) {
    this.hookClass = hookClass;
  }

  /** Finds the class that the agent has defined beside the JDK's own. */
  static HookFinder ofAgent() {
    return new HookFinder(() -> Class.forName("java.lang.JftraceSpanEnds", false, null));
  }

  /** The hook if an agent traces and answers, or else null. */
  AgentHook openOrNull() {
    AgentHook hook = orNull();
    return hook != null && hook.isOpen() ? hook : null;
  }

  /** The hook, also of an agent that answers no more; null if there never was one. */
  AgentHook orNull() {
    AgentHook hook = found;
    return hook != null ? hook : look();
  }

  private AgentHook look() {
    long nowNanos = System.nanoTime();
    long dueNanos = nextLookNanos.get();
    if (nowNanos - dueNanos < 0
        || !nextLookNanos.compareAndSet(dueNanos, nowNanos + LOOK_INTERVAL_NANOS)) {
      return null;
    }
    try {
      found = AgentHook.of(hookClass.get());
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      // No agent yet, or one of another version.
      return null;
    }
    return found;
  }
}
