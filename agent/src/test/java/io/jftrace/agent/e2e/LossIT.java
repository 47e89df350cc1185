// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.source.Tracing;
import io.jftrace.testapp.ScrapedPool;
import io.jftrace.testapp.SwitchFlood;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Too little memory: for the kernel's buffer, and for the agent's. */
final class LossIT {

  @TempDir private Path directory;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @Test
  void aBufferThatIsTooSmallIsToldMeasuredAndEnlarged() throws Exception {
    Path recording = directory.resolve("loss.jfr");
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
      assertTrue(losses.size() == 1 || losses.size() == 2, result.err());
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
    try (ChildJvm jvm =
        new ChildCommand(directory)
            .agent(ChildCommand.ANY_PORT)
            .jvm("-XX:MaxDirectMemorySize=100k")
            .start(ScrapedPool.class)) {
      URI metrics = jvm.awaitStart().metrics().orElseThrow();
      jvm.process().getOutputStream().write('\n');
      jvm.process().getOutputStream().flush();
      Await.until(
          () -> Scrape.of(metrics).sum("jftrace_thread_state_seconds_total", ScrapedPool.POOL) > 1,
          () -> "the pool is not seen");
      assertTrue(Scrape.of(metrics).sum("jftrace_reader_buffer_bytes") <= 100 * 1024);
      Result result = jvm.end();
      assertEquals(0, result.exitCode(), result.toString());
      assertEquals(1, result.err().lines().count(), result.err());
      jvm.assertNothingIsLeft();
    }
  }
}
