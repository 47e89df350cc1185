// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.agent.mounts.MountLogReader;
import io.jftrace.hook.JftraceSpanLog;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Learns which span of the application is active on which thread, by instrumenting the context
 * storage of whatever OpenTelemetry API the application has.
 */
public final class SpanHook {

  private static Instrumentation instrumentation;
  private static ContextTransformer transformer;

  private SpanHook() {}

  /** From now on classes are instrumented when they are loaded. Cheap: for premain. */
  public static synchronized void install(Instrumentation jvm) {
    instrumentation = jvm;
    transformer = new ContextTransformer(jvm);
    jvm.addTransformer(transformer, true);
  }

  /** Instruments the classes that were loaded before {@link #install}. */
  public static synchronized void retransformLoaded() throws UnmodifiableClassException {
    List<Class<?>> storages = new ArrayList<>();
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (ContextTransformer.isStorage(loaded.getName().replace('.', '/'))) {
        storages.add(loaded);
      }
    }
    if (transformer != null && !storages.isEmpty()) {
      instrumentation.retransformClasses(storages.toArray(new Class<?>[0]));
    }
  }

  /**
   * The reading side; one thread may use it.
   *
   * @param mounts knows the virtual threads
   * @param warnings receives at most one line, should the application's spans be out of reach
   * @throws IOException if the agent's jar cannot be read
   * @throws IllegalAccessException if the JVM does not let the hook in
   */
  public static synchronized SpanLogReader reader(MountLogReader mounts, Consumer<String> warnings)
      throws IOException, IllegalAccessException {
    HookClass.define(instrumentation);
    return new SpanLogReader(mounts, new BypassWarning(transformer, warnings));
  }

  /**
   * Ends instrumenting and recording: to be called when nobody reads the spans, because what is
   * recorded would pile up. Classes instrumented so far stay so and cost a few nanoseconds.
   */
  public static synchronized void stop() {
    if (transformer != null) {
      instrumentation.removeTransformer(transformer);
      transformer = null;
      if (HookClass.isReady()) {
        JftraceSpanLog.stop();
      }
    }
  }
}
