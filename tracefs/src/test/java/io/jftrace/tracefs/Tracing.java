// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import static org.junit.jupiter.api.Assumptions.abort;

/** tracefs for the tests that need the running kernel. */
public final class Tracing {

  private Tracing() {}

  /** tracefs, or the test skips with the reason; where tracing is required, it fails. */
  public static Tracefs required() throws TracefsException {
    try {
      return Tracefs.find();
    } catch (TracefsException e) {
      return Boolean.getBoolean("jftrace.tracing.required") ? fail(e) : abort(e.getMessage());
    }
  }

  private static Tracefs fail(TracefsException e) throws TracefsException {
    throw e;
  }
}
