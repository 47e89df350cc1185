// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm;
import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.source.Tracing;
import io.jftrace.testapp.Ends;
import io.jftrace.testapp.ScrapedPool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents in several JVMs, some of which are killed, and several agents in one. */
final class CoexistenceIT {

  private static final int KILLS = 20;
  private static final String READ = "jftrace_events_read_total";

  @TempDir private Path directory;

  @BeforeEach
  void needsTheKernel() throws IOException {
    Tracing.required();
  }

  @Test
  void whatKilledJvmsLeaveIsRemovedAndALivingOneIsNotDisturbed() throws Exception {
    try (ChildJvm living = start("living", Ends.class, ChildCommand.ANY_PORT)) {
      URI metrics = living.awaitStart().metrics().orElseThrow();
      int left = 0;
      long killed = -1;
      for (int i = 0; i < KILLS; i++) {
        double before = Scrape.of(metrics).sum(READ);
        long pid = killUnderLoad("killed" + i);
        assertEquals(List.of(), Instances.of(killed), "after the next start");
        killed = pid;
        // Not asserted: the start of an agent elsewhere may have removed it already.
        left += Instances.of(killed).size();
        assertEquals(1, Instances.of(living.pid()).size(), "of the living");
        Await.until(() -> Scrape.of(metrics).sum(READ) > before, () -> "no events any more");
      }
      try (ChildJvm last = start("last", Ends.class, ChildCommand.ANY_PORT)) {
        last.awaitStart();
        assertEquals(List.of(), Instances.of(killed), "after the last start");
        last.end();
        last.assertNothingIsLeft();
      }
      System.out.printf(
          "leftovers: %d JVMs killed, %d instances seen after it, all removed by the next start%n",
          KILLS, left);
      assertEquals(0, Scrape.of(metrics).sum("jftrace_data_losses_total"));
      assertEquals(0, living.end().exitCode());
      living.assertNothingIsLeft();
    }
  }

  /** Returns its process id. */
  private long killUnderLoad(String name) throws Exception {
    try (ChildJvm jvm = start(name, ScrapedPool.class, ChildCommand.ANY_PORT)) {
      jvm.awaitStart();
      jvm.process().getOutputStream().write('\n');
      jvm.process().getOutputStream().flush();
      Thread.sleep(100);
      assertEquals(1, Instances.of(jvm.pid()).size(), "before the kill");
      jvm.process().destroyForcibly();
      jvm.ended();
      return jvm.pid();
    }
  }

  @Test
  void twoJvmsGetTheirEventsAlsoIfTheSecondHasNoPort() throws Exception {
    Path recording = directory.resolve("second.jfr");
    try (ChildJvm first = start("first", Ends.class, ChildCommand.ANY_PORT)) {
      URI metrics = first.awaitStart().metrics().orElseThrow();
      try (ChildJvm second =
          start(
              "second",
              Ends.class,
              "prometheus.port=" + metrics.getPort(),
              "-Xlog:jfr+startup=error",
              "-XX:StartFlightRecording=filename=" + recording)) {
        assertEquals(List.of("JFR"), second.awaitStart().outputs());
        double before = Scrape.of(metrics).sum("jftrace_off_cpu_seconds_count", "waits");
        Await.until(
            () -> Scrape.of(metrics).sum("jftrace_off_cpu_seconds_count", "waits") > before + 20,
            () -> "no more waits in the first");
        Result result = second.end();
        assertEquals("begins\nends\n", result.out());
        List<String> lines =
            result.err().lines().filter(line -> StartLine.parse(line).isEmpty()).toList();
        assertEquals(1, lines.size(), result.err());
        assertTrue(lines.get(0).startsWith("[jftrace] no metrics: "), result.err());
        second.assertNothingIsLeft();
      }
      assertEquals(0, first.end().exitCode());
      first.assertNothingIsLeft();
    }
    assertTrue(
        RecordingFile.readAllEvents(recording).stream()
            .filter(event -> event.getEventType().getName().equals("jftrace.OffCpu"))
            .anyMatch(event -> event.getString("threadName").equals("waits")),
        "no waits in the second");
  }

  @Test
  void anAgentThatIsAttachedToAJvmThatHasItDoesNothing() throws Exception {
    try (ChildJvm jvm =
        start("attached", Ends.class, ChildCommand.ANY_PORT, "-XX:+EnableDynamicAgentLoading")) {
      URI metrics = jvm.awaitStart().metrics().orElseThrow();
      attach(jvm.pid());
      Await.until(() -> jvm.errLines().size() > 1, () -> "no line about the second agent");
      assertEquals(1, Instances.of(jvm.pid()).size());
      double before = Scrape.of(metrics).sum(READ);
      Await.until(() -> Scrape.of(metrics).sum(READ) > before, () -> "no events any more");
      Result result = jvm.end();
      assertEquals(0, result.exitCode());
      assertEquals("begins\nends\n", result.out());
      List<String> lines = result.err().lines().toList();
      assertEquals(2, lines.size(), result.err());
      assertEquals("[jftrace] runs in this JVM already", lines.get(1));
      jvm.assertNothingIsLeft();
    }
  }

  private void attach(long pid) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                System.getProperty("jftrace.test.java.home") + "/bin/jcmd",
                Long.toString(pid),
                "JVMTI.agent_load",
                TestJvm.AGENT.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("jcmd.txt").toFile())
            .start();
    assertTrue(jcmd.waitFor(30, TimeUnit.SECONDS), "jcmd still runs");
    assertEquals(0, jcmd.exitValue(), Files.readString(directory.resolve("jcmd.txt")));
  }

  private ChildJvm start(String name, Class<?> application, String agent, String... jvmArguments)
      throws IOException {
    Path own = Files.createDirectory(directory.resolve(name));
    return new ChildCommand(own).agent(agent).jvm(jvmArguments).start(application, "return");
  }
}
