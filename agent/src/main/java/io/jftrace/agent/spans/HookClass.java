// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.agent.jvm.BootClass;
import io.jftrace.agent.mounts.MountHook;
import io.jftrace.hook.JftraceSpanLog;
import java.io.IOException;
import java.lang.instrument.Instrumentation;

/** Puts {@link JftraceSpanLog} where every class loader finds it. */
final class HookClass {

  /** In the agent's jar this constant is relocated along with the class. */
  private static final String NAME = "io.jftrace.hook.JftraceSpanLog";

  private static boolean ready;

  private HookClass() {}

  /** To be called before anything that uses {@link JftraceSpanLog} runs. */
  static synchronized void define(Instrumentation instrumentation)
      throws IOException, IllegalAccessException {
    if (!ready) {
      if (MountHook.isNeeded()) {
        MountHook.define(instrumentation);
      }
      BootClass.define(instrumentation, NAME);
      JftraceSpanLog.linker(new SpanLinker());
      ready = true;
    }
  }

  static synchronized boolean isReady() {
    return ready;
  }
}
