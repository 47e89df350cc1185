// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.source.Tracing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spans are told where their time went, and it adds up. */
class BreakdownIT {

  /** Of what a double can tell. */
  private static final double ALLOWED_SECONDS = 1e-6;

  /** What the application's own way of measuring is off by, at most. */
  private static final double ALLOWED_CPU_SECONDS = 0.005;

  /** There are machines whose kernels leave out some switches. */
  private static final double ALLOWED_UNKNOWN = 0.05;

  /** What the application printed of a span. */
  record Told(
      String name,
      double leastSeconds,
      double mostSeconds,
      double cpuSeconds,
      boolean inTime,
      Map<String, Double> values) {

    static Told of(String line) {
      String[] fields = line.split("\t", -1);
      return new Told(
          fields[0],
          Long.parseLong(fields[1]) / 1e9,
          Long.parseLong(fields[2]) / 1e9,
          Long.parseLong(fields[3]) / 1e9,
          Boolean.parseBoolean(fields[4]),
          values(fields[5]));
    }

    private static Map<String, Double> values(String array) {
      assertTrue(array.startsWith("["), () -> "was told nothing: " + array);
      String[] fields = array.substring(1, array.length() - 1).split(", ", -1);
      Map<String, Double> values = new TreeMap<>();
      for (int i = 0; i < fields.length; i += 2) {
        values.put(fields[i], Double.parseDouble(fields[i + 1]));
      }
      return values;
    }

    double value(String name) {
      return values.getOrDefault(name, 0.0);
    }

    double sum() {
      return values.entrySet().stream()
          .filter(e -> e.getKey().endsWith(".time") && !e.getKey().equals("jftrace.thread.time"))
          .mapToDouble(Map.Entry::getValue)
          .sum();
    }
  }

  @TempDir private Path directory;

  @Test
  void theBreakdownAddsUpToTheDuration() throws Exception {
    Tracing.required();
    List<Told> spans = spans(",waits=full");
    assertEquals(11, spans.size());
    for (Told span : spans) {
      assertAddsUp(span);
      switch (span.name()) {
        case "request" -> {
          assertSlept(span);
          assertWaitedForLock(span);
          assertAtLeast(span, 0.025, "jftrace.cpu.time");
        }
        case "step" -> assertWaitedForLock(span);
        case "last" -> assertSlept(span);
        default -> fail(span.toString());
      }
    }
  }

  private static void assertSlept(Told span) {
    assertAtLeast(span, 0.04, "jftrace.wait.sleep.time");
  }

  private static void assertWaitedForLock(Told span) {
    assertAtLeast(span, 0.09, "jftrace.wait.lock.time", "jftrace.runqueue.time");
    // A thread that waits for a monitor looks again now and then, on some JDKs.
    assertAtLeast(span, 0.0009, "jftrace.wait.lock.time");
  }

  @Test
  void theBreakdownAddsUpAlsoIfReasonsAreSampled() throws Exception {
    Tracing.required();
    List<Told> spans = spans("");
    assertEquals(11, spans.size());
    spans.forEach(BreakdownIT::assertAddsUp);
  }

  @Test
  void nobodyIsToldAnythingIfThatIsOff() throws Exception {
    Tracing.required();
    try (ChildJvm jvm =
        new ChildCommand(directory)
            .agent(ChildCommand.ANY_PORT + ",spans.breakdown=off")
            .libraries()
            .start(BreakdownApplication.class)) {
      Result result = jvm.ended();
      assertTrue(
          result.err().contains("ClassNotFoundException: java/lang/JftraceSpanEnds"), result.err());
    }
  }

  private List<Told> spans(String settings) throws Exception {
    try (ChildJvm jvm =
        new ChildCommand(directory)
            .agent(ChildCommand.ANY_PORT + settings)
            .libraries()
            .start(BreakdownApplication.class)) {
      Result result = jvm.ended();
      assertEquals(0, result.exitCode(), result.err());
      List<Told> spans = new ArrayList<>();
      result.out().lines().map(Told::of).forEach(spans::add);
      spans.forEach(System.out::println);
      return spans;
    }
  }

  private static void assertAddsUp(Told span) {
    // The last one may have been answered by the last drain, after which nothing passes.
    assertTrue(span.inTime() || span.name().equals("last"), span::toString);
    double threadSeconds = span.value("jftrace.thread.time");
    assertEquals(threadSeconds, span.sum(), ALLOWED_SECONDS, span::toString);
    assertTrue(threadSeconds >= span.leastSeconds() - ALLOWED_SECONDS, span::toString);
    assertTrue(threadSeconds <= span.mostSeconds() + ALLOWED_SECONDS, span::toString);
    double unknownSeconds = span.value("jftrace.unknown.time");
    assertTrue(unknownSeconds <= ALLOWED_UNKNOWN * threadSeconds, span::toString);
    assertEquals(
        span.cpuSeconds(),
        span.value("jftrace.cpu.time"),
        ALLOWED_CPU_SECONDS + unknownSeconds,
        span::toString);
    assertEquals(1, span.value("jftrace.thread.count"), span::toString);
  }

  private static void assertAtLeast(Told span, double seconds, String... names) {
    double sum = Arrays.stream(names).mapToDouble(span::value).sum();
    assertTrue(sum >= seconds, () -> String.join(" + ", names) + " of " + span);
  }
}
