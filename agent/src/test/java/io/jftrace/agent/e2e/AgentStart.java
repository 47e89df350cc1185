// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import jdk.jfr.FlightRecorder;

/** For applications under test: the agent starts beside them. */
public final class AgentStart {

  private static final long TIMEOUT_NANOS = 60_000_000_000L;

  private AgentStart() {}

  /** Until the agent has registered its events, and that is when it traces. */
  public static void await() throws InterruptedException {
    long giveUpNanos = System.nanoTime() + TIMEOUT_NANOS;
    while (FlightRecorder.getFlightRecorder().getEventTypes().stream()
        .noneMatch(type -> type.getName().equals("jftrace.Reader"))) {
      if (System.nanoTime() > giveUpNanos) {
        throw new IllegalStateException("the agent has not started");
      }
      Thread.sleep(5);
    }
  }
}
