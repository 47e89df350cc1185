// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PoolTimesTest {

  private static final String METRICS =
      """
      jftrace_thread_state_seconds_total{pool="idle",state="sleeping",} 100.0
      jftrace_thread_state_seconds_total{pool="worker",state="running",} 2.0
      jftrace_thread_state_seconds_total{pool="worker",state="runnable",} 1.0
      jftrace_thread_state_seconds_total{pool="worker",state="preempted",} 1.0
      jftrace_thread_state_seconds_total{pool="worker",state="sleeping",} 5.0
      jftrace_thread_state_seconds_total{pool="worker",state="blocked",} 1.0
      jftrace_thread_state_seconds_total{pool="worker",state="unknown",} 0.5
      jftrace_thread_state_seconds_total{pool="GC Thread",state="running",} 9.0
      jftrace_thread_state_seconds_total{pool="G1 Conc",state="running",} 1.0
      jftrace_thread_state_seconds_total{pool="VM Thread",state="running",} 3.0
      jftrace_off_cpu_reason_seconds_total{pool="worker",reason="sleeping",} 4.0
      jftrace_off_cpu_reason_seconds_total{pool="worker",reason="uninterruptible",} 1.0
      jftrace_off_cpu_reason_seconds_total{pool="worker",reason="preempted",} 1.0
      jftrace_off_cpu_reason_seconds_total{pool="worker",reason="run-queue",} 1.0
      """;

  @Test
  void interestingPoolsComeFirstAndTheJvmsLast() {
    assertEquals(
        List.of("worker", "idle", PoolTimes.COLLECTOR, PoolTimes.JVM),
        times(List.of()).stream().map(PoolTime::pool).toList());
  }

  @Test
  void statesAndReasonsAddUpToTheWallTime() {
    PoolTime worker = times(List.of()).get(0);
    assertEquals(2.0, worker.running());
    assertEquals(2.0, worker.waitingForCpu());
    assertEquals(0.5, worker.unknown());
    assertEquals(10.5, worker.wall());
  }

  @Test
  void aWaitThatHasNotEndedIsSleeping() {
    assertEquals(Map.of("sleeping", 5.0, "uninterruptible", 1.0), times(List.of()).get(0).waits());
  }

  @Test
  void theJvmsPoolsAreFolded() {
    assertEquals(10.0, times(List.of()).get(2).running());
  }

  @Test
  void onlyRealWaitsInsideSpansCount() {
    List<Wait> waits =
        List.of(
            wait("sleeping", 300, 100, "1"),
            wait("preempted", 400, 400, "1"),
            wait("sleeping", 500, 0, ""));
    assertEquals(0.2, times(waits).get(0).insideSpans(), 1e-9);
  }

  private static List<PoolTime> times(List<Wait> waits) {
    return PoolTimes.of(MetricsText.parse(METRICS), waits);
  }

  private static Wait wait(String reason, long millis, long queuedMillis, String spanId) {
    return new Wait(
        Instant.EPOCH,
        Duration.ofMillis(millis),
        Duration.ofMillis(queuedMillis),
        "worker-7",
        reason,
        "",
        "t",
        spanId);
  }
}
