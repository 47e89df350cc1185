// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.hook.JftraceSpanLog;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Links once to the agent's own copy of OpenTelemetry, on a thread of its own. The JVM shares what
 * it generates for method handles of one shape, so that the application's first span, whose thread
 * links for itself, waits for less than the 4 to 11 ms that this takes.
 */
final class LinkerWarmUp implements Runnable {

  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private LinkerWarmUp() {}

  static void start() {
    if (STARTED.compareAndSet(false, true)) {
      Thread thread = new Thread(null, new LinkerWarmUp(), "jftrace-linker", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(LinkerWarmUp.class.getClassLoader());
      thread.start();
    }
  }

  @Override
  public void run() {
    try {
      link();
    } catch (Throwable e) {
      // Then the application's thread links from scratch, and says so if that fails as well.
    }
  }

  private static void link() throws Throwable {
    Lookup storage = MethodHandles.privateLookupIn(Context.class, MethodHandles.lookup());
    MethodType type =
        MethodType.methodType(void.class, ThreadLocal.class, Object.class, long.class);
    MethodHandle set =
        JftraceSpanLog.link(storage, "set", type, Span.class.getName()).dynamicInvoker();
    set.invokeExact(new ThreadLocal<Object>(), (Object) null, 0L);
  }
}
