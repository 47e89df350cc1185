// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter;

import io.jftrace.timeline.SystemCall;
import io.jftrace.timeline.TracedThread;

/** A system call as a literal. */
public record TestCall(TracedThread thread, long startNanos, long endNanos) implements SystemCall {

  @Override
  public int number() {
    return 0;
  }

  @Override
  public String name() {
    return "read";
  }

  @Override
  public long result() {
    return 1;
  }

  @Override
  public long offCpuNanos() {
    return 0;
  }

  @Override
  public String target() {
    return "";
  }
}
