// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * The class that jftrace's agent defines for both sides to meet, by the methods that are ours. None
 * of them throws but {@link #await} if it is interrupted.
 */
final class AgentHook {

  private final MethodHandle isOpen;
  private final MethodHandle ended;
  private final MethodHandle await;
  private final MethodHandle take;

  private AgentHook(Class<?> hook) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    this.isOpen = lookup.findStatic(hook, "isOpen", methodType(boolean.class));
    this.ended =
        lookup.findStatic(
            hook,
            "ended",
            methodType(void.class, String.class, String.class, long.class, long.class));
    this.await =
        lookup.findStatic(hook, "await", methodType(boolean.class, long.class, long.class));
    this.take =
        lookup.findStatic(hook, "take", methodType(Object[].class, String.class, String.class));
  }

  /** Binds the class's methods and tells it that we are there, so that accounts are kept. */
  static AgentHook of(Class<?> hookClass) throws ReflectiveOperationException {
    AgentHook hook = new AgentHook(hookClass);
    MethodHandle wanted =
        MethodHandles.publicLookup().findStatic(hookClass, "wanted", methodType(void.class));
    try {
      wanted.invokeExact();
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
    return hook;
  }

  /** Whether an agent traces and answers. */
  boolean isOpen() {
    try {
      return (boolean) isOpen.invokeExact();
    } catch (Throwable e) {
      return false;
    }
  }

  /**
   * A sampled span ended.
   *
   * @param nanoTime when, of {@code System.nanoTime()}
   * @param endEpochNanos when, as the span itself has it
   */
  void ended(String traceId, String spanId, long nanoTime, long endEpochNanos) {
    try {
      ended.invokeExact(traceId, spanId, nanoTime, endEpochNanos);
    } catch (Throwable e) {
      // That span is exported without a breakdown.
    }
  }

  /**
   * Waits until the answers for spans that ended up to a time are there.
   *
   * @return false if that was in vain
   */
  boolean await(long nanoTime, long timeoutNanos) throws InterruptedException {
    try {
      return (boolean) await.invokeExact(nanoTime, timeoutNanos);
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      return false;
    }
  }

  /** Takes a span's attributes: name, value, name, value, …; null if there are none. */
  Object[] take(String traceId, String spanId) {
    try {
      return (Object[]) take.invokeExact(traceId, spanId);
    } catch (Throwable e) {
      return null;
    }
  }
}
