// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.TracefsException;

/** Whether tests may trace the running kernel. */
public final class Tracing {

  private static final String REQUIRED = "jftrace.tracing.required";

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

  /**
   * Whether the set-up that a class's tests share should be made: not where each of them skips, as
   * {@link #required} before each has it, so that they are counted with their reason.
   */
  public static boolean isWanted() {
    return isPossible() || Boolean.getBoolean(REQUIRED);
  }

  /** tracefs, or the test skips with the reason; where tracing is required, it fails. */
  public static Tracefs required() throws TracefsException {
    try {
      return Tracefs.find();
    } catch (TracefsException e) {
      if (Boolean.getBoolean(REQUIRED)) {
        throw e;
      }
      assumeTrue(false, e.getMessage());
      throw e;
    }
  }
}
