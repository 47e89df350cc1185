// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent;

import io.jftrace.agent.spans.SpanHook;
import java.lang.instrument.Instrumentation;

/**
 * The agent's own thread. Only what has to see the application's first classes is done on the
 * thread that starts the application; it costs no lambda and no class that can wait.
 */
public final class Startup extends Thread {

  private final String agentArguments;
  private final Instrumentation instrumentation;

  private Startup(String agentArguments, Instrumentation instrumentation) {
    super(null, null, "jftrace-reader", 0, false);
    this.agentArguments = agentArguments;
    this.instrumentation = instrumentation;
    setDaemon(true);
    setContextClassLoader(Startup.class.getClassLoader());
  }

  /** Called by {@code JftraceAgent} in premain or agentmain. */
  public static void begin(String agentArguments, Instrumentation instrumentation) {
    SpanHook.install(instrumentation);
    new Startup(agentArguments, instrumentation).start();
  }

  @Override
  public void run() {
    try {
      SpanHook.retransformLoaded();
      AgentMain.start(agentArguments, instrumentation);
    } catch (Throwable e) {
      SpanHook.stop();
      System.err.println("[jftrace] is off, the application runs without it: " + e);
    }
  }
}
