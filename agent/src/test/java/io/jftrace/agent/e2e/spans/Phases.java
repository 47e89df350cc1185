// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import java.io.IOException;

/** What an application under test tells the test, without OpenTelemetry. */
final class Phases {

  /** Printed when the application has had spans, and the agent may come. */
  static final String READY = "ready";

  /** Printed when its requests are over. */
  static final String DONE = "done";

  private Phases() {}

  /** Until the test has seen what it wants to. */
  static void awaitEnd() throws IOException {
    System.out.println(DONE);
    while (System.in.read() >= 0) {
      // Nothing to be told.
    }
  }
}
