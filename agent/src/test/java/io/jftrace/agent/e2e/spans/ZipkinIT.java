// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.agent.TestJvm;
import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.source.Tracing;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zipkin2.Span;

/** The demo's spans and the agent's at a real Zipkin server, by Zipkin's own exporter. */
final class ZipkinIT {

  private static final Path DEMO = TestJvm.AGENT.resolveSibling("jftrace-demo.jar");

  /** Zipkin has microseconds: a start and a duration are rounded each. */
  private static final long ROUNDING_MICROS = 2;

  @TempDir private Path directory;

  @BeforeEach
  void needsTheKernelAndZipkin() throws Exception {
    Tracing.required();
    assumeTrue(
        ZipkinServer.isThere(), "no Zipkin server: -Djftrace.test.zipkin=zipkin-server-exec.jar");
  }

  @Test
  void showsRequestsWithTheirWaits() throws Exception {
    try (ZipkinServer server = ZipkinServer.start(directory)) {
      runDemo(server);
      List<String> traces =
          Files.readAllLines(directory.resolve("app-spans.tsv")).stream()
              .filter(line -> line.contains("\tGET /lock\t"))
              .map(line -> line.split("\t", 2)[0])
              .toList();
      int children = 0;
      for (String trace : traces) {
        children += checkTrace(server.trace(trace));
      }
      System.out.printf(
          "zipkin: %d requests for a lock, %d waits in them%n", traces.size(), children);
      assertTrue(traces.size() >= 10, "requests: " + traces.size());
      assertTrue(children >= traces.size(), "waits: " + children);
    }
  }

  private void runDemo(ZipkinServer server) throws Exception {
    Result result =
        TestJvm.java(
            directory,
            TestJvm.agent() + "=prometheus=off,jfr=off",
            "-Dotel.traces.exporter=zipkin",
            "-Dotel.exporter.zipkin.endpoint=" + server.url() + "/api/v2/spans",
            "-cp",
            DEMO + File.pathSeparator + TestJvm.EXTENSION,
            "io.jftrace.demo.Demo",
            "3",
            directory.toString());
    // The demo also saves the metrics, of which there are none.
    assertTrue(result.out().contains(" 0 failed"), result.out() + result.err());
  }

  /** Returns how many of its spans are the agent's. */
  private static int checkTrace(List<Span> trace) {
    Map<String, Span> byId =
        trace.stream().collect(Collectors.toMap(Span::id, Function.identity()));
    int children = 0;
    for (Span span : trace) {
      assertEquals("jftrace-demo", span.localServiceName(), span::toString);
      if ("io.jftrace".equals(span.tags().get("otel.scope.name"))) {
        children++;
        Span parent = byId.get(span.parentId());
        assertNotNull(parent, () -> "no parent: " + span);
        assertTrue(span.timestampAsLong() >= parent.timestampAsLong() - ROUNDING_MICROS);
        assertTrue(endMicros(span) <= endMicros(parent) + ROUNDING_MICROS);
      } else {
        assertTrue(span.tags().containsKey("jftrace.cpu.time"), span::toString);
      }
    }
    return children;
  }

  private static long endMicros(Span span) {
    return span.timestampAsLong() + span.durationAsLong();
  }
}
