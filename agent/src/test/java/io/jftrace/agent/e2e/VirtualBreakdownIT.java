// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.agent.TestJvm;
import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.e2e.BreakdownIT.Told;
import io.jftrace.agent.source.Tracing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spans on virtual threads are told where their time went, and it adds up. */
class VirtualBreakdownIT {

  /** Of what a double can tell. */
  private static final double ALLOWED_SECONDS = 1e-6;

  /** Carriers that wait for work do it so. */
  private static final List<String> IDLE =
      List.of("jftrace.wait.idle.time", "jftrace.wait.park.time", "jftrace.wait.sleep.time");

  private static final double SLEEP_SECONDS = VirtualBreakdownApplication.SLEEP_MILLIS / 1e3;

  @TempDir private Path directory;
  private double processSeconds;

  @Test
  void theBreakdownOfVirtualThreadsAddsUp() throws Exception {
    assumeTrue(TestJvm.release() >= 21, "a JDK without virtual threads");
    Tracing.required();
    List<Told> spans = spans();
    List<Told> requests = of("request", spans);
    assertEquals(VirtualBreakdownApplication.REQUESTS, requests.size());
    System.out.println("virtual threads: " + requests.size() + " requests, " + sums(requests));
    requests.forEach(VirtualBreakdownIT::assertRequest);
    // Who has asked to be woken may be held up before it is unmounted.
    long slept = requests.stream().filter(span -> unmounted(span) >= 0.99 * SLEEP_SECONDS).count();
    assertTrue(slept > 0.9 * requests.size(), slept + " slept");
    double cpuSeconds = requests.stream().mapToDouble(s -> s.value("jftrace.cpu.time")).sum();
    assertTrue(cpuSeconds <= processSeconds, cpuSeconds + " of " + processSeconds);
    List<Told> both = of("both", spans);
    assertEquals(VirtualBreakdownApplication.BOTH, both.size());
    both.forEach(VirtualBreakdownIT::assertBoth);
  }

  private static void assertRequest(Told span) {
    assertTrue(span.inTime(), span::toString);
    double threadSeconds = span.value("jftrace.thread.time");
    assertEquals(threadSeconds, span.sum(), ALLOWED_SECONDS, span::toString);
    assertTrue(threadSeconds >= span.leastSeconds() - ALLOWED_SECONDS, span::toString);
    assertTrue(threadSeconds <= span.mostSeconds() + ALLOWED_SECONDS, span::toString);
    assertEquals(1, span.value("jftrace.thread.count"), span::toString);
    assertTrue(unmounted(span) >= SLEEP_SECONDS / 2, span::toString);
    assertTrue(span.value("jftrace.unmounted.count") >= 1, span::toString);
    double knownSeconds = span.value("jftrace.cpu.time") + span.value("jftrace.unknown.time");
    assertTrue(knownSeconds >= 0.95 * span.cpuSeconds(), span::toString);
    IDLE.forEach(idle -> assertEquals(0, span.value(idle), span::toString));
  }

  private static void assertBoth(Told span) {
    double threadSeconds = span.value("jftrace.thread.time");
    assertEquals(threadSeconds, span.sum(), ALLOWED_SECONDS, span::toString);
    assertEquals(2, span.value("jftrace.thread.count"), span::toString);
    assertTrue(threadSeconds >= span.leastSeconds() + SLEEP_SECONDS, span::toString);
    assertTrue(threadSeconds <= 2 * span.mostSeconds() + ALLOWED_SECONDS, span::toString);
    assertTrue(unmounted(span) >= SLEEP_SECONDS / 2, span::toString);
    assertTrue(unmounted(span) <= span.mostSeconds(), span::toString);
  }

  private static double unmounted(Told span) {
    return span.value("jftrace.unmounted.time");
  }

  private static List<Told> of(String name, List<Told> spans) {
    return spans.stream().filter(span -> span.name().equals(name)).toList();
  }

  private static Map<String, Double> sums(List<Told> spans) {
    Map<String, Double> sums = new TreeMap<>();
    spans.forEach(
        span -> span.values().forEach((name, value) -> sums.merge(name, value, Double::sum)));
    return sums;
  }

  private List<Told> spans() throws Exception {
    try (ChildJvm jvm =
        new ChildCommand(directory)
            .agent(ChildCommand.ANY_PORT + ",waits=full")
            .libraries()
            .start(VirtualBreakdownApplication.class)) {
      Result result = jvm.ended();
      assertEquals(0, result.exitCode(), result.err());
      List<Told> spans = new ArrayList<>();
      for (String line : result.out().lines().toList()) {
        if (line.startsWith("cpu\t")) {
          processSeconds = Long.parseLong(line.substring(4)) / 1e9;
        } else {
          spans.add(Told.of(line));
        }
      }
      return spans;
    }
  }
}
