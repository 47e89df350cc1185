// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import io.jftrace.agent.e2e.AgentStart;
import java.nio.file.Path;

/** Does what the others do, without OpenTelemetry. Argument: a file to write. */
public final class UntracedApplication {

  private UntracedApplication() {}

  public static void main(String[] args) throws Exception {
    AgentStart.await();
    Script script = new Script(Path.of(args[0]), Script.Work::run);
    for (int i = 0; i < Requests.COUNT; i++) {
      try (Script.Lock lock = script.heldLock()) {
        for (Script.Step step : Script.Step.values()) {
          script.step(step, lock);
        }
      }
    }
    Phases.awaitEnd();
  }
}
