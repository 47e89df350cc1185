// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.source.Tracing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spans are told where their time went, and it adds up. */
class BreakdownIT {

  private static final double ALLOWED = 0.01;

  /** What an application's own way of measuring is off by, at most. */
  private static final double ALLOWED_CPU_SECONDS = 0.005;

  private record Told(
      String name, double seconds, double cpuSeconds, boolean inTime, Map<String, Double> values) {

    static Told of(String line) {
      String[] fields = line.split("\t", -1);
      return new Told(
          fields[0],
          Long.parseLong(fields[1]) / 1e9,
          Long.parseLong(fields[2]) / 1e9,
          Boolean.parseBoolean(fields[3]),
          values(fields[4]));
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
      assertAtLeast(span, "jftrace.wait.sleep.time", span.name().equals("step") ? 0 : 0.05);
      assertAtLeast(span, "jftrace.wait.lock.time", span.name().equals("last") ? 0 : 0.09);
      assertAtLeast(span, "jftrace.cpu.time", span.name().equals("request") ? 0.03 : 0);
    }
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
          result.err().contains("ClassNotFoundException: java.lang.JftraceSpanEnds"), result.err());
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
    assertEquals(threadSeconds, span.sum(), 1e-6, span::toString);
    assertEquals(span.seconds(), threadSeconds, ALLOWED * span.seconds(), span::toString);
    assertTrue(span.value("jftrace.unknown.time") <= ALLOWED * span.seconds(), span::toString);
    assertEquals(
        span.cpuSeconds(), span.value("jftrace.cpu.time"), ALLOWED_CPU_SECONDS, span::toString);
    assertEquals(1, span.value("jftrace.thread.count"), span::toString);
  }

  private static void assertAtLeast(Told span, String name, double seconds) {
    assertTrue(span.value(name) >= seconds, () -> name + " of " + span);
  }
}
