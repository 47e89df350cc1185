// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.source.Tracing;
import io.jftrace.testapp.ScrapedPool;
import io.jftrace.testapp.SwitchFlood;
import io.jftrace.tracefs.HeaderPage;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Too little memory: for the kernel's buffer, and for the agent's. */
final class LossIT {

  /** The JDK's own, by which it writes to files and sockets. */
  private static final long OTHER_DIRECT_BYTES = 64 * 1024;

  /** That many for each busy CPU; it asks for more at first. */
  private static final int FEW_SLOTS = 4;

  @TempDir private Path directory;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @Test
  void aBufferThatIsTooSmallIsToldMeasuredAndEnlarged() throws Exception {
    Path recording = directory.resolve("loss.jfr");
    long startNanos = System.nanoTime();
    try (ChildJvm jvm =
        new ChildCommand(directory)
            .agent(ChildCommand.ANY_PORT + ",buffer-size-kb=4,buffer-max-kb=16")
            .jvm("-Xlog:jfr+startup=error", "-XX:StartFlightRecording=filename=" + recording)
            .start(SwitchFlood.class)) {
      URI metrics = jvm.awaitStart().metrics().orElseThrow();
      Await.until(() -> isEnlarged(Scrape.of(metrics)), () -> "not enlarged");
      Await.until(() -> jvm.errLines().size() > 1, () -> "no line about the loss");
      assertTrue(Scrape.of(metrics).sum("jftrace_data_losses_total") >= 2);
      Result result = jvm.end();
      assertEquals("begins\nends\n", result.out());
      List<String> lines =
          result.err().lines().filter(line -> StartLine.parse(line).isEmpty()).toList();
      assertTrue(lines.stream().allMatch(line -> line.startsWith("[jftrace] ")), result.err());
      List<String> losses = lines.stream().filter(line -> line.contains(" lost ")).toList();
      // The first, one in each further minute, and that of the end.
      long minutes = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - startNanos);
      assertTrue(!losses.isEmpty() && losses.size() <= 2 + minutes, result.err());
      assertTrue(
          losses.get(0).matches(".* CPUs? [0-9].*; .*buffer-(size|max)-kb=\\d+.*"), result.err());
      jvm.assertNothingIsLeft();
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(recording);
    assertTrue(
        events.stream()
            .anyMatch(event -> event.getEventType().getName().equals("jftrace.DataLoss")));
  }

  /** A buffer of 4 KiB has two sub-buffers, and one that is read. */
  private static boolean isEnlarged(Scrape scrape) {
    long cpus =
        scrape.values().keySet().stream()
            .filter(series -> series.name().equals("jftrace_events_read_total"))
            .count();
    return scrape.sum("jftrace_ring_buffer_bytes") >= cpus * 16 * 1024;
  }

  @Test
  void littleDirectMemoryIsEnough() throws Exception {
    long limitBytes = littleMemoryBytes();
    try (ChildJvm jvm =
        new ChildCommand(directory)
            .agent(ChildCommand.ANY_PORT)
            .jvm("-XX:MaxDirectMemorySize=" + limitBytes)
            .start(ScrapedPool.class)) {
      URI metrics = jvm.awaitStart().metrics().orElseThrow();
      jvm.process().getOutputStream().write('\n');
      jvm.process().getOutputStream().flush();
      Await.until(
          () -> Scrape.of(metrics).sum("jftrace_thread_state_seconds_total", ScrapedPool.POOL) > 1,
          () -> "the pool is not seen");
      assertTrue(Scrape.of(metrics).sum("jftrace_reader_buffer_bytes") <= limitBytes);
      Result result = jvm.end();
      assertEquals(0, result.exitCode(), result.toString());
      assertEquals(1, result.err().lines().count(), result.err());
      jvm.assertNothingIsLeft();
    }
  }

  /** For the first sub-buffer of each possible CPU, but not for all that the busy ones ask for. */
  private static long littleMemoryBytes() throws Exception {
    Path tracing = Tracing.required().root();
    // With a large buffer: the file may end after the first read, Files.readString's of one byte.
    try (InputStream page = Files.newInputStream(tracing.resolve("events/header_page"));
        Stream<Path> possible = Files.list(tracing.resolve("per_cpu"))) {
      String text = new String(page.readAllBytes(), StandardCharsets.US_ASCII);
      int busy = Runtime.getRuntime().availableProcessors();
      long slots = possible.count() + (long) FEW_SLOTS * busy;
      return OTHER_DIRECT_BYTES + slots * HeaderPage.parse(text).sizeBytes();
    }
  }
}
