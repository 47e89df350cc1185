// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.hook.JftraceSpanLog;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does all that the application's first span waits for once beforehand, on a thread of its own,
 * with the agent's own copy of OpenTelemetry: loads ASM, defines the hook, links. The JVM shares
 * what it generates for method handles of one shape, so that the application's thread, which links
 * for itself, waits for a few milliseconds instead of tens.
 */
final class WarmUp implements Runnable {

  /** In the agent's jar this constant is relocated along with the class. */
  private static final String SDK_SPAN = "io.opentelemetry.sdk.trace.SdkSpan";

  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private final Instrumentation instrumentation;

  private WarmUp(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Returns at once, and does nothing but the first time. */
  static void start(Instrumentation instrumentation) {
    if (!STARTED.get() && STARTED.compareAndSet(false, true)) {
      Thread thread = new Thread(null, new WarmUp(instrumentation), "jftrace-warm-up", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(WarmUp.class.getClassLoader());
      thread.start();
    }
  }

  @Override
  public void run() {
    try {
      HookClass.define(instrumentation);
      rewrite();
      link();
    } catch (Throwable e) {
      // Then the application's thread links from scratch, and says so if that fails as well.
    }
  }

  private static void rewrite() throws IOException {
    String storage = Context.class.getName().replace(".Context", ".ThreadLocalContextStorage");
    String resource = storage.replace('.', '/');
    try (InputStream in = WarmUp.class.getClassLoader().getResourceAsStream(resource + ".class")) {
      ContextRewriter.rewrite(resource, in.readAllBytes());
    }
  }

  private static void link() throws Throwable {
    Lookup storage = MethodHandles.privateLookupIn(Context.class, MethodHandles.lookup());
    MethodType type =
        MethodType.methodType(void.class, ThreadLocal.class, Object.class, long.class);
    MethodHandle set =
        JftraceSpanLog.link(storage, "set", type, Span.class.getName()).dynamicInvoker();
    set.invokeExact(new ThreadLocal<Object>(), (Object) null, 0L);
    Class<?> sdkSpan = Class.forName(SDK_SPAN, false, WarmUp.class.getClassLoader());
    SpanSite.ofKnown(sdkSpan, SdkSpan.of(sdkSpan));
  }
}
