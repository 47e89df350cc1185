// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application would find initialized before it could choose settings, in its own JVM. */
final class LazyServerTest {

  @TempDir private Path dir;

  @Test
  void scrapesLoadNeitherTheJdksServerNorLogging() throws Exception {
    Path output = dir.resolve("output");
    Path loaded = dir.resolve("loaded");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + loaded,
                "-cp",
                System.getProperty("java.class.path"),
                ApplicationWithMetrics.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(
        List.of("HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found", "HTTP/1.1 400 Bad Request"),
        Files.readAllLines(output));
    List<String> classes = Files.readAllLines(loaded);
    assertTrue(classes.stream().anyMatch(c -> c.contains("MetricsServer")));
    assertEquals(
        List.of(),
        classes.stream()
            .filter(c -> c.contains("sun.net.httpserver.") || c.contains("java.util.logging."))
            .toList());
  }
}
