// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.nio.file.Files;
import java.nio.file.Path;

/** Says how to open each of the files that the demo leaves. */
final class HowToOpen {

  private final Path directory;
  private final Terminal terminal;

  HowToOpen(Path directory, Terminal terminal) {
    this.directory = directory;
    this.terminal = terminal;
  }

  /** False if one of them is missing. */
  boolean print() {
    terminal.line("");
    terminal.line("The files, and how to open them");
    boolean complete =
        file(
            Report.RECORDING_FILE,
            "JDK Mission Control: File > Open File; on the page Threads, right-click the chart,",
            "Edit Thread Activity Lanes, and tick 'jftrace' under 'Other Types'. Or as text:",
            "jfr print --events jftrace.OffCpu " + directory.resolve(Report.RECORDING_FILE));
    complete &=
        file(
            "spans.jsonl",
            "OTLP JSON lines, for an OpenTelemetry collector's otlpjsonfile receiver; with",
            "OTEL_EXPORTER_OTLP_ENDPOINT the agent sends the spans there itself.");
    complete &=
        file(
            Demo.METRICS_FILE,
            "Prometheus text, as /metrics serves it while the program runs. To check it:",
            "promtool check metrics < " + directory.resolve(Demo.METRICS_FILE));
    return complete;
  }

  private boolean file(String name, String... lines) {
    Path file = directory.resolve(name);
    terminal.line("  " + file + (Files.exists(file) ? "" : " (missing)"));
    for (String line : lines) {
      terminal.line("      " + line);
    }
    return Files.exists(file);
  }
}
