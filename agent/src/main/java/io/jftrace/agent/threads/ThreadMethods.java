// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import io.jftrace.agent.jvm.JavaLang;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/**
 * The methods of {@code Thread} itself, also for threads whose class has others of that name: these
 * are the application's code. Any thread.
 */
public final class ThreadMethods {

  private final MethodHandle getId;
  private final MethodHandle getStackTrace;

  private ThreadMethods(MethodHandle getId, MethodHandle getStackTrace) {
    this.getId = getId;
    this.getStackTrace = getStackTrace;
  }

  /**
   * Of this JVM.
   *
   * @throws IllegalAccessException if the JVM does not let {@code Thread} be looked into
   */
  public static ThreadMethods open(Instrumentation instrumentation) throws IllegalAccessException {
    return open(JavaLang.lookup(instrumentation, Thread.class));
  }

  /**
   * Of this JVM.
   *
   * @param inThread with private access to {@code Thread}
   */
  static ThreadMethods open(Lookup inThread) throws IllegalAccessException {
    return new ThreadMethods(
        own(inThread, "getId", long.class),
        own(inThread, "getStackTrace", StackTraceElement[].class));
  }

  /** As the call of a superclass's method, which is not looked for in the thread's own class. */
  private static MethodHandle own(Lookup inThread, String name, Class<?> result)
      throws IllegalAccessException {
    try {
      return inThread.findSpecial(Thread.class, name, MethodType.methodType(result), Thread.class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the JVM knows the thread by, also after its end. */
  public long id(Thread thread) {
    try {
      return (long) getId.invokeExact(thread);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** All frames of another thread, the innermost first; none if it does not live. */
  public StackTraceElement[] stack(Thread thread) {
    try {
      return (StackTraceElement[]) getStackTrace.invokeExact(thread);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** Neither method has others. */
  private static RuntimeException unchecked(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
  }
}
