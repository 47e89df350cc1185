// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.e2e.ChildCommand;
import io.jftrace.agent.e2e.ChildJvm;
import io.jftrace.agent.e2e.OtlpReceiver;
import io.jftrace.agent.e2e.SeenSpan;
import io.jftrace.agent.source.Tracing;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call that takes its time within a span is a child of that span. */
class ProbedSpansIT {

  private static final long MIN_NANOS = 5_000_000;
  private static final String MICROS = "jftrace.probe.arg.micros";
  private static final String RETVAL = "jftrace.probe.arg.retval";
  private static final AnyValue NO_ERROR = AnyValue.newBuilder().setIntValue(0).build();

  @TempDir private Path directory;

  @Test
  void aCallIsAChildOfTheSpanThatItHappenedIn() throws Exception {
    Tracing.required();
    try (OtlpReceiver receiver = new OtlpReceiver();
        ChildJvm jvm =
            new ChildCommand(directory)
                .agent(
                    ChildCommand.ANY_PORT
                        + ",probe=nap=call:libc:usleep micros=arg0:u32,spans.min-duration=5ms")
                .jvm("-Dotel.exporter.otlp.endpoint=" + receiver.endpoint())
                .libraries()
                .start(ProbedSpansApplication.class)) {
      Result result = jvm.ended();
      assertEquals(0, result.exitCode(), result.err());
      List<SeenSpan> calls =
          SeenSpan.all(receiver.requests()).stream()
              .filter(span -> span.text("jftrace.probe.name").equals("nap"))
              .toList();
      // The short calls have none, unless the machine made them long.
      assertTrue(
          calls.stream().allMatch(call -> call.durationNanos() >= MIN_NANOS), calls::toString);
      List<SeenSpan> naps =
          calls.stream()
              .filter(call -> call.integer(MICROS) == ProbedSpansApplication.SLEEP_MICROS)
              // Another is one that a signal ended.
              .filter(call -> NO_ERROR.equals(call.attributes().get(RETVAL)))
              .toList();
      List<String> requests = result.out().lines().toList();
      assertEquals(ProbedSpansApplication.TIMES, requests.size());
      for (String request : requests) {
        assertChild(request.split("\t", -1), naps);
      }
      // None of spans that are not sampled.
      assertEquals(requests.size(), naps.size());
    }
  }

  private static void assertChild(String[] request, List<SeenSpan> calls) {
    List<SeenSpan> children =
        calls.stream().filter(call -> call.parentId().equals(request[1])).toList();
    assertEquals(1, children.size());
    SeenSpan call = children.get(0);
    assertEquals("call nap", call.name());
    assertEquals(request[0], call.traceId());
    assertEquals("main", call.text("thread.name"));
    // Exactly: it has the times of its parent's clock, which is System.nanoTime() but for a
    // constant.
    assertTrue(call.startNanos() >= Long.parseLong(request[2]), call::toString);
    assertTrue(call.endNanos() <= Long.parseLong(request[3]), call::toString);
    assertTrue(
        call.durationNanos() >= ProbedSpansApplication.SLEEP_MICROS * 1_000L, call::toString);
  }
}
