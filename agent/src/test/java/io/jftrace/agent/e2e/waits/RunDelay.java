// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long the kernel says that a thread was without a CPU: its own count, of no trace event. */
public final class RunDelay {

  /** Time on a CPU, time waiting for one, and how often (Documentation/scheduler/sched-stats). */
  private static final Path FILE = Path.of("/proc/thread-self/schedstat");

  private RunDelay() {}

  /** That of the calling thread since it began, in nanoseconds. */
  public static long currentNanos() throws IOException {
    return Long.parseLong(Files.readString(FILE).split(" ", -1)[1]);
  }
}
