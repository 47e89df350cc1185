// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * JFR's ids of threads in JDK 17 and 18, where JFR has none any more for a thread that has ended
 * (JfrJavaSupport::jfr_thread_id; from 19 on, the id is the Java thread's). An event that is
 * written after its thread's end would be on no thread's lane.
 */
final class JfrThreadIds implements ToLongFunction<Thread> {

  private static final int FIRST_RELEASE_WITHOUT_NEED = 19;
  private static final String PACKAGE = "jdk.jfr.internal";

  private final MethodHandle getThreadId;

  private JfrThreadIds(MethodHandle getThreadId) {
    this.getThreadId = getThreadId;
  }

  static boolean areNeeded() {
    return Runtime.version().feature() < FIRST_RELEASE_WITHOUT_NEED
        && ModuleLayer.boot().findModule("jdk.jfr").isPresent();
  }

  /** Gives 0 where JFR's internals are not those of JDK 17. */
  static ToLongFunction<Thread> open(Instrumentation instrumentation) {
    if (!areNeeded()) {
      return thread -> 0;
    }
    try {
      Module self = JfrThreadIds.class.getModule();
      instrumentation.redefineModule(
          ModuleLayer.boot().findModule("jdk.jfr").orElseThrow(),
          Set.of(),
          Map.of(),
          Map.of(PACKAGE, Set.of(self)),
          Set.of(),
          Map.of());
      Class<?> jvm = Class.forName(PACKAGE + ".JVM");
      Method instance = jvm.getDeclaredMethod("getJVM");
      Method getThreadId = jvm.getDeclaredMethod("getThreadId", Thread.class);
      instance.setAccessible(true);
      getThreadId.setAccessible(true);
      return new JfrThreadIds(
          MethodHandles.lookup().unreflect(getThreadId).bindTo(instance.invoke(null)));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return thread -> 0;
    }
  }

  /** The classes that ask for ids. */
  static List<Class<?>> users() {
    try {
      return List.of(Class.forName(PACKAGE + ".EventWriter"));
    } catch (ClassNotFoundException e) {
      return List.of();
    }
  }

  @Override
  public long applyAsLong(Thread thread) {
    try {
      return (long) getThreadId.invoke(thread);
    } catch (Throwable e) {
      return 0;
    }
  }
}
