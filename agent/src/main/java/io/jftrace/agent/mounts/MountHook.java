// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.mounts;

import io.jftrace.agent.jvm.BootClass;
import io.jftrace.hook.JftraceMountLog;
import io.jftrace.hook.JftraceMountRing;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.function.Consumer;

/** Has the JVM tell which virtual threads its carriers run, by instrumenting one of its classes. */
public final class MountHook {

  /** The first release with virtual threads. */
  private static final int VIRTUAL_THREADS_SINCE = 21;

  /** In the agent's jar these constants are relocated along with the classes. */
  private static final String RING = "io.jftrace.hook.JftraceMountRing";

  private static final String LOG = "io.jftrace.hook.JftraceMountLog";

  /** Method handles, once used so often, are compiled: that has to be over. */
  private static final int WARM_UP_CALLS = 200;

  /** Whether the hook's class is there; without, nothing may mention it. */
  private static boolean defined;

  private MountHook() {}

  /** Whether this JVM has virtual threads. */
  public static boolean isNeeded() {
    return Runtime.version().feature() >= VIRTUAL_THREADS_SINCE;
  }

  /**
   * Puts the classes where {@code VirtualThread} and the hook of the spans find them. To be called
   * before either is instrumented, if {@link #isNeeded()}.
   */
  public static synchronized void define(Instrumentation instrumentation)
      throws IOException, IllegalAccessException {
    if (!defined) {
      BootClass.define(instrumentation, RING);
      BootClass.define(instrumentation, LOG);
      defined = true;
    }
  }

  /**
   * Begins to record, and gives the reading side, which one thread may use.
   *
   * @param wanted if not, or if this JVM has no virtual threads, nothing is recorded
   * @param warnings receives one line if that is impossible
   */
  public static MountLogReader reader(
      boolean wanted, Instrumentation instrumentation, Consumer<String> warnings) {
    return new MountLogReader(wanted && isNeeded() && install(instrumentation, warnings));
  }

  private static boolean install(Instrumentation instrumentation, Consumer<String> warnings) {
    try {
      define(instrumentation);
      JftraceMountLog.start();
      warmUp();
      retransform(instrumentation);
      return true;
    } catch (IOException | ReflectiveOperationException | UnmodifiableClassException e) {
      stop();
      warnings.accept("virtual threads are not told from their carriers: " + e);
      return false;
    }
  }

  /** Ends recording; the instrumented methods stay so and cost a nanosecond. */
  public static synchronized void stop() {
    if (defined) {
      JftraceMountLog.stop();
    }
  }

  /** Everything in the hook is loaded and linked before the first virtual thread is in it. */
  private static void warmUp() {
    Thread self = Thread.currentThread();
    for (int i = 0; i < WARM_UP_CALLS; i++) {
      JftraceMountLog.mounting(self, self);
      JftraceMountLog.span(self, "", "", false, 0, null, 0);
      JftraceMountLog.noSpan(self, 0);
      JftraceMountLog.unmounted(self);
    }
    for (int place = 0; place < JftraceMountLog.PLACES; place++) {
      JftraceMountRing ring = JftraceMountLog.at(place);
      if (ring != null && ring.owner() == self) {
        JftraceMountLog.release(place, ring);
      }
    }
  }

  private static void retransform(Instrumentation instrumentation)
      throws ReflectiveOperationException, UnmodifiableClassException {
    MountTransformer transformer = new MountTransformer();
    Class<?> virtualThread =
        Class.forName(MountTransformer.VIRTUAL_THREAD.replace('/', '.'), false, null);
    instrumentation.addTransformer(transformer, true);
    try {
      instrumentation.retransformClasses(virtualThread);
    } finally {
      instrumentation.removeTransformer(transformer);
    }
    if (!transformer.isDone()) {
      throw new NoSuchMethodException("unknown VirtualThread");
    }
  }
}
