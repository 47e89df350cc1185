// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import io.jftrace.agent.jvm.BootClass;
import io.jftrace.hook.JftraceThreadEnd;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Has the JVM tell of threads that end, which the kernel's events are read too late for: a thread
 * may be gone when its first wait is read.
 */
public final class ThreadEnds {

  /** In the agent's jar this constant is relocated along with the class. */
  private static final String HOOK = "io.jftrace.hook.JftraceThreadEnd";

  /** Whether the hook's class is there; without, nothing may mention it. */
  private static volatile boolean defined;

  private ThreadEnds() {}

  /**
   * Begins to listen.
   *
   * @param warnings receives one line if that is impossible; short-lived threads then go by the
   *     kernel's names
   */
  public static EndedThreads install(
      Instrumentation instrumentation, ThreadMethods methods, Consumer<String> warnings) {
    EndedThreads ended = new EndedThreads(JfrThreadIds.open(instrumentation), methods);
    try {
      BootClass.define(instrumentation, HOOK);
      defined = true;
      JftraceThreadEnd.jfrIds(ended::jfrId);
      JftraceThreadEnd.listener(ended);
      retransform(instrumentation);
    } catch (IOException | ReflectiveOperationException | UnmodifiableClassException e) {
      warnings.accept("threads that live only shortly go by the kernel's names: " + e);
    }
    return ended;
  }

  /** Ends listening; the instrumented methods stay so and cost a nanosecond. */
  public static void stop() {
    if (defined) {
      JftraceThreadEnd.listener(null);
      JftraceThreadEnd.jfrIds(null);
    }
  }

  private static void retransform(Instrumentation instrumentation)
      throws UnmodifiableClassException {
    ThreadEndTransformer transformer = new ThreadEndTransformer();
    instrumentation.addTransformer(transformer, true);
    try {
      List<Class<?>> classes = new ArrayList<>(List.of(Thread.class));
      if (JfrThreadIds.areNeeded()) {
        classes.addAll(JfrThreadIds.users());
      }
      instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
    } finally {
      instrumentation.removeTransformer(transformer);
    }
  }
}
