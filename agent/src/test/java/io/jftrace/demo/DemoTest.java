// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoTest {

  @TempDir Path directory;

  @Test
  void servesAllPathsInSpansAndEnds() throws IOException, InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    boolean well = Demo.run(Duration.ofSeconds(2), directory, out);
    assertTrue(well, () -> bytes.toString(StandardCharsets.UTF_8));
    assertEquals(
        Set.of("GET /lock", "GET /fsync", "GET /sleep", "GET /downstream", "GET /cpu", "GET /gc"),
        spans(false).keySet());
    assertEquals(
        Set.of(
            "update ledger",
            "charge account",
            "append to journal",
            "back off",
            "call inventory",
            "crunch",
            "build report"),
        spans(true).keySet());
    assertNothingLeft();
  }

  /** The spans' trace ids by name; the steps' context has crossed the pools if a request has it. */
  private Map<String, Set<String>> spans(boolean steps) throws IOException {
    return Files.readAllLines(directory.resolve(Demo.SPANS_FILE)).stream()
        .map(line -> line.split("\t", -1))
        .filter(parts -> parts[2].startsWith("GET ") != steps)
        .collect(
            Collectors.groupingBy(
                parts -> parts[2], Collectors.mapping(parts -> parts[0], Collectors.toSet())));
  }

  @Test
  void stepsOnOtherPoolsBelongToTheirRequests() throws IOException, InterruptedException {
    Demo.run(Duration.ofSeconds(1), directory, new PrintStream(new ByteArrayOutputStream(), true));
    assertEquals(spans(false).get("GET /fsync"), spans(true).get("append to journal"));
    assertEquals(spans(false).get("GET /cpu"), spans(true).get("crunch"));
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(Demo.SPANS_FILE), files.map(f -> f.getFileName().toString()).toList());
    }
    assertFalse(
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .anyMatch(name -> name.matches("(http-worker|billing|storage|cruncher|downstream).*")));
  }

  @Test
  void secondsAreBounded() {
    assertEquals(OptionalInt.of(3600), Demo.seconds("3600"));
    assertEquals(OptionalInt.empty(), Demo.seconds("3601"));
    assertEquals(OptionalInt.empty(), Demo.seconds("0"));
    assertEquals(OptionalInt.empty(), Demo.seconds("ten"));
  }
}
