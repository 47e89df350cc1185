// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import io.jftrace.agent.e2e.AgentStart;
import io.opentelemetry.api.trace.Tracer;
import java.nio.file.Path;

/** What the applications with spans do, whichever OpenTelemetry they have. */
final class Requests {

  /** Odd, for the one in the middle of them. */
  static final int COUNT = 7;

  /** The name of the first one that begins with the agent there. */
  static final String SECOND = "second request";

  private Requests() {}

  /** One before the agent is waited for, then those that are looked at. */
  static void run(Tracer tracer, Path file) throws Exception {
    ScriptedRequest request = new ScriptedRequest(tracer, file);
    request.run("first request");
    System.out.println(Phases.READY);
    AgentStart.await();
    // The reader looks often once there are waits.
    request.run(SECOND);
    for (int i = 0; i < COUNT; i++) {
      request.run(ScriptedRequest.NAME);
    }
    request.runUnsampled();
  }
}
