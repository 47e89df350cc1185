// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/** Prints what the demo's files say about where its time went. */
public final class Report {

  static final String RECORDING_FILE = "demo.jfr";

  /** The demo's standard error, where the agent says what it does or why it cannot. */
  static final String AGENT_FILE = "agent.log";

  private final Path directory;
  private final Terminal terminal;

  Report(Path directory, Terminal terminal) {
    this.directory = directory;
    this.terminal = terminal;
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: Report OUTPUT_DIRECTORY");
      System.exit(2);
    }
    if (!new Report(Path.of(args[0]), Terminal.standardOutput()).print()) {
      System.exit(1);
    }
  }

  /** False if there is nothing to report, or something is missing. */
  boolean print() throws IOException {
    Path recording = directory.resolve(RECORDING_FILE);
    List<Wait> waits = Files.exists(recording) ? Waits.read(recording) : List.of();
    if (waits.isEmpty()) {
      printNothingTraced();
      return false;
    }
    boolean hasPools = printPools(waits);
    OwnSpans spans = OwnSpans.read(directory.resolve(Demo.SPANS_FILE));
    new BreakdownTable(terminal).print(spans.all());
    WaitTables tables = new WaitTables(terminal, spans, ZoneId.systemDefault());
    tables.printBySpan(waits);
    tables.printLongest(waits);
    boolean hasFiles = new HowToOpen(directory, terminal).print();
    return hasPools && hasFiles;
  }

  private boolean printPools(List<Wait> waits) throws IOException {
    Path metrics = directory.resolve(Demo.METRICS_FILE);
    String text = Files.exists(metrics) ? Files.readString(metrics) : "";
    List<PoolTime> pools = PoolTimes.of(MetricsText.parse(text), waits);
    terminal.line("");
    if (pools.isEmpty()) {
      terminal.line("No thread states in " + metrics + ": the table of thread pools is missing.");
      return false;
    }
    new PoolTable(terminal).print(pools);
    return true;
  }

  private void printNothingTraced() throws IOException {
    terminal.line("");
    terminal.line("Nothing was traced: no jftrace events are in " + directory + ".");
    Path log = directory.resolve(AGENT_FILE);
    List<String> said =
        Files.exists(log)
            ? Files.readAllLines(log).stream().filter(l -> l.startsWith("[jftrace]")).toList()
            : List.of();
    terminal.line(said.isEmpty() ? "The agent said nothing." : "The agent said:");
    said.forEach(line -> terminal.line("  " + line));
  }
}
