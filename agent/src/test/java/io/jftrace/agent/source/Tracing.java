// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.TracefsException;

/** Whether tests may trace the running kernel. */
public final class Tracing {

  private Tracing() {}

  /** Whether the agent is expected to trace here. */
  public static boolean isPossible() {
    try {
      Tracefs.find();
      return true;
    } catch (TracefsException e) {
      return false;
    }
  }

  /** tracefs, or the test skips with the reason; where tracing is required, it fails. */
  public static Tracefs required() throws TracefsException {
    try {
      return Tracefs.find();
    } catch (TracefsException e) {
      if (Boolean.getBoolean("jftrace.tracing.required")) {
        throw e;
      }
      assumeTrue(false, e.getMessage());
      throw e;
    }
  }
}
