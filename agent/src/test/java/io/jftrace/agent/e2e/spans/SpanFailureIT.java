// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.e2e.ChildCommand;
import io.jftrace.agent.e2e.OtlpReceiver.Answer;
import io.jftrace.agent.source.Tracing;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that fails the agent: the application's own spans do not notice. */
final class SpanFailureIT {

  private static final int PER_SECOND = 500;
  private static final int SECONDS = 8;
  private static final int THREADS = 10;

  /** From end to end: less than an exporter's timeout, which the agent's runs into. */
  private static final long MAX_DELAY_NANOS = 8_000_000_000L;

  /** The agent's own exporter; the application has its own settings. */
  private static final int QUEUE_SIZE = 512;

  private static final long HEAP_BYTES = 64 << 20;

  @TempDir private Path directory;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @Test
  void down() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    LoadRun.Command command = command();
    command.jvm("-Dotel.exporter.otlp.traces.endpoint=http://127.0.0.1:" + port + "/v1/traces");
    check(command);
  }

  @Test
  void closesConnections() throws Exception {
    check(failing(new Answer(0, Duration.ZERO)));
  }

  @Test
  void answersErrors() throws Exception {
    check(failing(new Answer(503, Duration.ZERO)));
  }

  @Test
  void slow() throws Exception {
    check(failing(new Answer(200, Duration.ofMinutes(1))));
  }

  private LoadRun.Command failing(Answer answer) throws Exception {
    LoadRun.Command command = command();
    command.receiver().answerToAgent(answer);
    return command;
  }

  private LoadRun.Command command() throws Exception {
    return new LoadRun.Command(directory, PER_SECOND, SECONDS, THREADS, 0)
        .agent(ChildCommand.ANY_PORT)
        .jvm(
            "-Dotel.bsp.schedule.delay=200", "-Dotel.bsp.max.queue.size=" + QUEUE_SIZE, "-Xmx128m");
  }

  private static void check(LoadRun.Command command) throws Exception {
    LoadRun run = command.run();
    double dropped = run.scrape().sum("jftrace_spans_dropped_total");
    System.out.printf(
        "worst delay %d ms, median %d ms; %.0f of the agent's dropped; %d bytes of heap%n",
        run.worstDelayNanos() / 1_000_000,
        run.medianDelayNanos() / 1_000_000,
        dropped,
        run.heapBytes());
    run.held().assertWithinBound();
    assertTrue(run.worstDelayNanos() <= MAX_DELAY_NANOS, "worst delay");
    assertTrue(run.spans().children().isEmpty(), "the receiver did not fail");
    assertTrue(run.heapBytes() <= HEAP_BYTES, "heap");
    // Each of the requests has one wait or two that are long enough.
    assertTrue(dropped >= command.expectedSpans() - 2 * QUEUE_SIZE, "dropped: " + dropped);
  }
}
