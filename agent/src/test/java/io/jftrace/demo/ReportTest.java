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
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {

  private static final String METRICS =
      """
      jftrace_thread_state_seconds_total{pool="worker",state="running",} 5.0
      jftrace_thread_state_seconds_total{pool="worker",state="runnable",} 2.5
      jftrace_thread_state_seconds_total{pool="worker",state="sleeping",} 2.5
      """;

  @TempDir Path directory;
  private boolean complete;

  @Test
  void showsPoolsWaitsAndFiles() throws Exception {
    record();
    Files.writeString(directory.resolve(Demo.METRICS_FILE), METRICS);
    Files.writeString(directory.resolve("spans.jsonl"), "{}\n");
    Files.writeString(
        directory.resolve(Demo.SPANS_FILE),
        "trace1\tspan1\tGET /x\t4000000\tjftrace.cpu.time=0.001\tjftrace.wait.lock.time=0.003\n");
    String report = print();
    assertTrue(complete);
    assertContains(report, "worker  10.0 s   50.0 %     25.0 %     0.");
    assertContains(report, "###############========.......  sleeping 25.0 %");
    assertTrue(
        report
            .lines()
            .anyMatch(l -> l.matches(" +\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  worker-1 .*GET /x .*")),
        report);
    assertContains(report, "trace1/span1");
    assertContains(report, "GET /x      1    4.0 ms    1.0 ms     0.0 ms  lock 3.0 ms");
    assertContains(report, "load-1");
    assertContains(report, "Left out: 1 waits outside spans");
    assertContains(report, "jfr print --events jftrace.OffCpu");
  }

  @Test
  void longestWaitsComeFirst() throws Exception {
    record();
    String report = print();
    assertTrue(report.lastIndexOf("span2") < report.lastIndexOf("span1"), report);
  }

  @Test
  void withoutMetricsTheWaitsAreShownAndTheReportIsNotComplete() throws Exception {
    record();
    String report = print();
    assertFalse(complete);
    assertContains(report, "No thread states in");
    assertContains(report, "The ten longest waits inside spans");
  }

  @Test
  void withoutEventsTheAgentsOwnLineIsShown() throws IOException {
    Files.writeString(
        directory.resolve(Report.AGENT_FILE), "warning\n[jftrace] off: not root; run: sudo\n");
    String report = print();
    assertFalse(complete);
    assertEquals(
        """

        Nothing was traced: no jftrace events are in %s.
        The agent said:
          [jftrace] off: not root; run: sudo
        """
            .formatted(directory),
        report);
  }

  private void record() throws IOException, InterruptedException {
    try (Recording recording = new Recording()) {
      recording.enable(OffCpuStandIn.class);
      recording.start();
      OffCpuStandIn.write("worker-1", "load-1", "span1", 5);
      OffCpuStandIn.write("worker-2", "interrupt", "span2", 30);
      OffCpuStandIn.write("worker-3", "", "", 50);
      recording.stop();
      recording.dump(directory.resolve(Report.RECORDING_FILE));
    }
  }

  private String print() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    complete = new Report(directory, new Terminal(out, Glyphs.ASCII)).print();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void assertContains(String text, String part) {
    assertTrue(text.contains(part), () -> "no '" + part + "' in\n" + text);
  }
}
