// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.time.Duration;
import java.time.Instant;

/** One {@code jftrace.OffCpu} event, as far as the report needs it. */
record Wait(
    Instant start,
    Duration duration,
    Duration runQueue,
    String threadName,
    String reason,
    String waker,
    String traceId,
    String spanId) {

  boolean insideSpan() {
    return !spanId.isEmpty();
  }

  double seconds() {
    return duration.toNanos() / 1e9;
  }

  /** Without the parts in which it only lacked a CPU. */
  double waitingSeconds() {
    return reason.equals("preempted") ? 0 : duration.minus(runQueue).toNanos() / 1e9;
  }
}
