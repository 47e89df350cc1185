// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.agent.jvm.BootClass;
import io.jftrace.hook.JftraceParkLog;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Has the JVM tell what threads park on, by instrumenting {@code LockSupport}. */
final class ParkHook {

  /** In the agent's jar these constants are relocated along with the classes. */
  private static final String CLASS_REFS = "io.jftrace.hook.JftraceClassRefs";

  private static final String LOG = "io.jftrace.hook.JftraceParkLog";

  /** Whether the hook's class is there; without, nothing may mention it. */
  private static volatile boolean defined;

  private ParkHook() {}

  /**
   * Begins to record.
   *
   * @param warnings receives one line if that is impossible; locks and queues then count as parks
   * @return null in that case
   */
  static ParkLogs install(Instrumentation instrumentation, Consumer<String> warnings) {
    try {
      BootClass.define(instrumentation, CLASS_REFS);
      BootClass.define(instrumentation, LOG);
      defined = true;
      JftraceParkLog.start();
      // Everything in it is loaded and linked before the first thread parks in it.
      JftraceParkLog.blocker(ParkHook.class);
      JftraceParkLog.blocker(null);
      retransform(instrumentation);
      ParkLogs parks = new ParkLogs();
      check(parks);
      return parks;
    } catch (IOException | ReflectiveOperationException | UnmodifiableClassException e) {
      stop();
      warnings.accept("what threads park on stays unknown: " + e);
      return null;
    }
  }

  /** Ends recording; the instrumented methods stay so and cost a nanosecond. */
  static void stop() {
    if (defined) {
      JftraceParkLog.stop();
    }
  }

  private static void retransform(Instrumentation instrumentation)
      throws UnmodifiableClassException {
    ParkTransformer transformer = new ParkTransformer();
    instrumentation.addTransformer(transformer, true);
    try {
      instrumentation.retransformClasses(LockSupport.class);
    } finally {
      instrumentation.removeTransformer(transformer);
    }
  }

  /** LockSupport does tell. */
  private static void check(ParkLogs parks) throws IOException {
    LockSupport.setCurrentBlocker(parks);
    Class<?> seen = parks.at(Thread.currentThread(), System.nanoTime());
    LockSupport.setCurrentBlocker(null);
    if (seen != ParkLogs.class) {
      throw new IOException("unknown LockSupport");
    }
  }
}
