// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm;
import io.jftrace.agent.source.Tracing;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Child spans of an application's spans, as an OTLP receiver and as a file get them. */
class TracedApplicationIT {

  /** For what the wall clock and the application's own clock differ by. */
  private static final long ALLOWED_NANOS = 100_000;

  private record Span(
      String name,
      String traceId,
      String id,
      long startNanos,
      long endNanos,
      long clockErrorNanos) {}

  @TempDir private static Path folder;
  private static final Map<String, Span> OWN = new HashMap<>();
  private static List<SeenSpan> received;
  private static List<ResourceSpans> resources;
  private static Path file;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @BeforeAll
  static void run() throws Exception {
    if (!Tracing.isWanted()) {
      return;
    }
    file = folder.resolve("spans.jsonl");
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      TestJvm.Result result =
          TestJvm.java(
              folder,
              TestJvm.agent() + "=prometheus.port=0,spans.file=" + file,
              "-Dotel.exporter.otlp.endpoint=" + receiver.endpoint(),
              "-Dotel.service.name=by-variable",
              "-cp",
              TestJvm.libraries(),
              TracedApplication.class.getName());
      assertEquals(0, result.exitCode(), result.err());
      result.out().lines().forEach(TracedApplicationIT::addOwn);
      resources =
          receiver.requests().stream().flatMap(r -> r.getResourceSpansList().stream()).toList();
      received = SeenSpan.of(resources);
      assertTrue(received.stream().allMatch(SeenSpan::isAgents), "the application exports itself");
    }
  }

  private static void addOwn(String line) {
    String[] f = line.split("\t", -1);
    OWN.put(
        f[2],
        new Span(
            f[0], f[1], f[2], Long.parseLong(f[3]), Long.parseLong(f[4]), Long.parseLong(f[5])));
  }

  @Test
  void everyChildLiesWithinItsParentAndHasItsIds() {
    long worstNanos = Long.MIN_VALUE;
    long worstClockNanos = 0;
    for (SeenSpan child : received) {
      Span parent = OWN.get(child.parentId());
      assertNotNull(parent, () -> "no such parent: " + child);
      assertEquals(parent.traceId, child.traceId());
      long outsideNanos =
          Math.max(parent.startNanos - child.startNanos(), child.endNanos() - parent.endNanos);
      worstNanos = Math.max(worstNanos, outsideNanos);
      // How far the parent's own clock is from the wall clock, which its children must not be.
      worstClockNanos = Math.max(worstClockNanos, Math.abs(parent.clockErrorNanos));
    }
    System.out.printf(
        "child spans: %d within %d parents, at worst %d ns outside; the worst clock of a parent is"
            + " off by %d ns%n",
        received.size(), OWN.size(), worstNanos, worstClockNanos);
    assertTrue(worstNanos <= ALLOWED_NANOS, "outside of its parent by " + worstNanos + " ns");
  }

  @Test
  void everySleepIsAChildOfTheSpanItHappenedIn() {
    Map<String, List<SeenSpan>> byParent =
        received.stream()
            // The second if it was not asked about while it lasted, the last by who waits for
            // another.
            .filter(c -> Set.of("wait sleep", "wait sleeping", "wait queue").contains(c.name()))
            .filter(c -> c.endNanos() - c.startNanos() >= 4_500_000)
            .collect(Collectors.groupingBy(c -> c.parentId()));
    List<Span> requests = OWN.values().stream().filter(s -> s.name.equals("request")).toList();
    List<Span> steps = OWN.values().stream().filter(s -> s.name.equals("step of request")).toList();
    assertEquals(TracedApplication.REQUESTS, requests.size());
    assertEquals(TracedApplication.REQUESTS, steps.size());
    for (Span step : steps) {
      List<SeenSpan> waits = byParent.getOrDefault(step.id, List.of());
      assertTrue(waits.size() >= 1, "no sleep in " + step);
    }
    for (Span request : requests) {
      // Its own sleep and the other thread's. Its wait for that one may be short on a busy machine.
      List<SeenSpan> waits = byParent.getOrDefault(request.id, List.of());
      assertTrue(waits.size() >= 2, () -> "waits in " + request + ": " + childrenOf(request));
    }
  }

  private static List<SeenSpan> childrenOf(Span parent) {
    return received.stream().filter(child -> child.parentId().equals(parent.id)).toList();
  }

  @Test
  void spansThatAreNotSampledHaveNoChildren() {
    assertTrue(OWN.values().stream().noneMatch(s -> s.name.endsWith("unsampled")));
    assertTrue(received.stream().allMatch(c -> OWN.containsKey(c.parentId())));
  }

  @Test
  void resourceIsTheApplications() {
    assertTrue(!resources.isEmpty());
    for (ResourceSpans resource : resources) {
      Map<String, String> attributes =
          resource.getResource().getAttributesList().stream()
              .collect(Collectors.toMap(KeyValue::getKey, a -> a.getValue().getStringValue()));
      assertEquals(Map.of("service.name", TracedApplication.SERVICE), attributes);
    }
  }

  @Test
  void fileHasTheSameSpans() throws Exception {
    List<String> lines = Files.readAllLines(file);
    List<String> inFile = new ArrayList<>();
    Load load = new Load(LoadSettings.builder().build());
    for (String line : lines) {
      Map<?, ?> request = (Map<?, ?>) load.loadFromString(line);
      for (Object resource : (List<?>) request.get("resourceSpans")) {
        for (Object scope : (List<?>) ((Map<?, ?>) resource).get("scopeSpans")) {
          for (Object span : (List<?>) ((Map<?, ?>) scope).get("spans")) {
            Map<?, ?> s = (Map<?, ?>) span;
            inFile.add(s.get("parentSpanId") + " " + s.get("startTimeUnixNano"));
          }
        }
      }
    }
    assertEquals(
        received.stream().map(c -> c.parentId() + " " + c.startNanos()).sorted().toList(),
        inFile.stream().sorted().toList());
  }
}
