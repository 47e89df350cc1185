// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.e2e.SeenSpan;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Where the agent says that the time of spans went, against the span and the kernel's counts. */
final class BreakdownCheck {

  private static final double NANOS = 1e-9;

  private static final double ROUNDING_SECONDS = 1e-6;

  /** Of a thing that should be the same, and what a CPU may be busy with between two readings. */
  private static final double PART = 0.01;

  private static final double SECONDS = 0.001;

  /**
   * There are machines whose kernels leave out some switches: a thread that was preempted is not
   * seen to go on then, which is a time slice of its own or two of a short request.
   */
  private static final double ALLOWED_UNKNOWN = 0.1;

  private BreakdownCheck() {}

  /** All that each span has adds up to its time, and nearly all of that is known. */
  static void assertAddsUp(List<SeenSpan> requests) {
    double[] missing = new double[requests.size()];
    double[] unknown = new double[requests.size()];
    for (int i = 0; i < missing.length; i++) {
      SeenSpan request = requests.get(i);
      assertSum(request);
      double durationSeconds = request.durationNanos() * NANOS;
      double threadSeconds = request.seconds("thread");
      System.out.printf(
          "%.6f s: %.6f of threads, %.6f cpu, %.6f run queue, %.6f unknown%n",
          durationSeconds,
          threadSeconds,
          request.seconds("cpu"),
          request.seconds("runqueue"),
          request.seconds("unknown"));
      double activeSeconds = request.integer(ScriptedRequest.ACTIVE_NANOS) * NANOS;
      assertTrue(threadSeconds >= activeSeconds - ROUNDING_SECONDS, request::toString);
      assertTrue(threadSeconds <= durationSeconds + ROUNDING_SECONDS, request::toString);
      missing[i] = 1 - threadSeconds / durationSeconds;
      unknown[i] = request.seconds("unknown") / durationSeconds;
    }
    Arrays.sort(missing);
    // Not each: a span is not active yet, or no more, while its thread waits for a CPU just then.
    assertTrue(median(missing) <= PART, () -> "missing parts: " + Arrays.toString(missing));
    assertKnown(unknown);
  }

  private static void assertKnown(double[] unknownParts) {
    Arrays.sort(unknownParts);
    double worst = unknownParts[unknownParts.length - 1];
    System.out.printf(
        "unknown: %.3f %% at the median, %.3f %% at worst%n",
        median(unknownParts) * 100, worst * 100);
    assertTrue(median(unknownParts) <= PART, () -> "unknown: " + Arrays.toString(unknownParts));
    assertTrue(worst <= ALLOWED_UNKNOWN, () -> "unknown: " + Arrays.toString(unknownParts));
  }

  /** The span has a breakdown, whose kinds are all of the time of its threads. */
  static void assertSum(SeenSpan span) {
    assertTrue(span.hasBreakdown(), () -> "no breakdown: " + span);
    assertEquals(span.seconds("thread"), sum(span), ROUNDING_SECONDS, span::toString);
  }

  private static double sum(SeenSpan request) {
    double sum =
        request.seconds("cpu")
            + request.seconds("runqueue")
            + request.seconds("unmounted")
            + request.seconds("unknown");
    for (Map.Entry<String, AnyValue> attribute : request.attributes().entrySet()) {
      if (attribute.getKey().matches("jftrace\\.wait\\..+\\.time")) {
        sum += attribute.getValue().getDoubleValue();
      }
    }
    return sum;
  }

  /** Of the requests on one thread: CPU and run queue are as counted by others, at the median. */
  static void assertAsCounted(List<SeenSpan> requests) {
    assertMedian(requests, "cpu", ScriptedRequest.CPU_NANOS);
    assertMedian(requests, "runqueue", ScriptedRequest.RUN_QUEUE_NANOS);
    for (SeenSpan request : requests) {
      // It had to share its CPU with two others at least.
      assertTrue(request.seconds("runqueue") >= Script.COMPUTE_MILLIS * 0.3e-3, request::toString);
    }
  }

  private static void assertMedian(List<SeenSpan> requests, String kind, String counted) {
    double[] excess = new double[requests.size()];
    for (int i = 0; i < excess.length; i++) {
      SeenSpan request = requests.get(i);
      double countedSeconds = request.integer(counted) * NANOS;
      double difference = Math.abs(request.seconds(kind) - countedSeconds);
      System.out.printf(
          "%s: %.6f s, counted %.6f s%n", kind, request.seconds(kind), countedSeconds);
      excess[i] = difference - Math.max(countedSeconds * PART, SECONDS);
    }
    Arrays.sort(excess);
    assertTrue(median(excess) <= 0, () -> kind + ": beyond by " + Arrays.toString(excess));
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }
}
