// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm;
import io.jftrace.agent.source.Tracing;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose span ended a wait, and what is told of waits beyond the budget of their span. */
class HandoverIT {

  private static final int MAX_PER_PARENT = 16;

  /** For what the wall clock and the application's own clock differ by. */
  private static final long ALLOWED_NANOS = 100_000;

  private record Own(String id, long startNanos, long endNanos) {}

  @TempDir private static Path folder;
  private static final Map<String, Own> OWN = new HashMap<>();
  private static List<SeenSpan> received;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @BeforeAll
  static void run() throws Exception {
    if (!Tracing.isWanted()) {
      return;
    }
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      TestJvm.Result result =
          TestJvm.java(
              folder,
              TestJvm.agent() + "=prometheus=off,spans.max-per-parent=" + MAX_PER_PARENT,
              "-Dotel.exporter.otlp.endpoint=" + receiver.endpoint(),
              "-cp",
              TestJvm.libraries(),
              HandoverApplication.class.getName());
      assertEquals(0, result.exitCode(), result.err());
      result.out().lines().forEach(HandoverIT::addOwn);
      received = SeenSpan.all(receiver.requests());
    }
  }

  private static void addOwn(String line) {
    String[] f = line.split("\t", -1);
    OWN.put(f[0], new Own(f[1], Long.parseLong(f[2]), Long.parseLong(f[3])));
  }

  private static List<SeenSpan> childrenOf(Own parent) {
    return received.stream().filter(child -> child.parentId().equals(parent.id)).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lock", "item"})
  void theLinkNamesTheSpanThatGaveIt(String what) {
    for (int round = 0; round < HandoverApplication.ROUNDS; round++) {
      List<SeenSpan> waits = childrenOf(OWN.get("takes " + what + " " + round));
      String giver = OWN.get("gives " + what + " " + round).id;
      List<String> wakers = waits.stream().flatMap(wait -> wait.linkedIds().stream()).toList();
      assertEquals(List.of(giver), wakers, waits::toString);
    }
  }

  @Test
  void waitsBeyondTheBudgetAreSummedWithinTheirSpan() {
    Own busy = OWN.get("busy");
    Map<Boolean, List<SeenSpan>> children =
        childrenOf(busy).stream()
            .collect(Collectors.partitioningBy(child -> child.name().equals("other waits")));
    List<SeenSpan> sums = children.get(true);
    assertTrue(children.get(false).size() <= MAX_PER_PARENT, children::toString);
    long summed = sums.stream().mapToLong(sum -> sum.integer("jftrace.wait.count")).sum();
    assertTrue(
        children.get(false).size() + summed >= HandoverApplication.SLEEPS, children::toString);
    for (SeenSpan sum : sums) {
      assertTrue(sum.startNanos() >= busy.startNanos - ALLOWED_NANOS, sum::toString);
      assertTrue(sum.endNanos() <= busy.endNanos + ALLOWED_NANOS, sum::toString);
    }
    long reasons = sums.stream().map(sum -> sum.text("jftrace.wait.reason")).distinct().count();
    assertEquals(reasons, sums.size(), "one for each reason");
  }
}
