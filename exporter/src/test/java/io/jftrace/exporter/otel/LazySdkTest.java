// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application notices, in a JVM of its own. */
final class LazySdkTest {

  @TempDir private Path dir;

  @Test
  void withoutSpansNeitherTheSdkNorLoggingIsLoaded() throws Exception {
    List<String> loaded = run("-Xlog:class+load:file=" + dir.resolve("loaded"));
    assertEquals("failed=0", loaded.get(0));
    List<String> classes = Files.readAllLines(dir.resolve("loaded"));
    assertTrue(classes.stream().anyMatch(c -> c.contains("OtelExporter")));
    assertEquals(
        List.of(),
        classes.stream()
            .filter(c -> c.contains("io.opentelemetry.") || c.contains("java.util.logging."))
            .toList());
  }

  @Test
  void failingExportPrintsNothing() throws Exception {
    assertEquals(List.of("failed=1000"), run("-Dx=y", "with a span"));
  }

  /** Standard output and error of the application, by line. */
  private List<String> run(String option, String... args) throws IOException, InterruptedException {
    Path output = dir.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(option, "-cp", System.getProperty("java.class.path")));
    command.add(ApplicationWithoutSpans.class.getName());
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return Files.readAllLines(output);
  }
}
