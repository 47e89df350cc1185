// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent;

import java.lang.instrument.Instrumentation;

/** What the agent does once it has been started, on the thread {@code jftrace-reader}. */
public final class AgentMain {

  private AgentMain() {}

  /** Runs the agent in this JVM; may return when it ends. */
  public static void start(String agentArguments, Instrumentation instrumentation) {}

  /**
   * Runs the command line.
   *
   * @return the exit code
   */
  @SuppressWarnings("IncorrectMainMethod") // JftraceAgent has the JVM's main
  public static int main(String[] args) {
    return 0;
  }
}
