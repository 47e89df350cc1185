// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints where each pool's wall time went. */
final class PoolTable {

  private static final int BAR_CELLS = 30;
  private static final double SMALLEST_SHOWN = 0.0005;

  private final Terminal terminal;

  PoolTable(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(List<PoolTime> pools) {
    Glyphs glyphs = terminal.glyphs();
    terminal.line("Where the threads' wall time went, by thread pool");
    terminal.line(
        String.format(
            "  %s running  %s waiting for a CPU  %s waiting inside a span  %s other waits (idle)",
            glyphs.running(), glyphs.waitingForCpu(), glyphs.insideSpans(), glyphs.otherWaits()));
    TextTable table =
        new TextTable("pool", ">wall", ">running", ">for a CPU", ">in spans", "", "wait reasons");
    pools.forEach(time -> row(table, time));
    table.lines().forEach(terminal::line);
    terminal.line(
        "  wall: seconds of all the pool's threads together; waits inside a span: of 1 ms");
    terminal.line("  and more; a pool's waits outside spans are mostly threads without work.");
  }

  private void row(TextTable table, PoolTime time) {
    table.row(
        time.pool(),
        String.format(Locale.ROOT, "%.1f s", time.wall()),
        percent(time.running(), time),
        percent(time.waitingForCpu(), time),
        time.insideSpans() > 0 ? percent(time.insideSpans(), time) : "",
        terminal.glyphs().bar(time, BAR_CELLS),
        reasons(time));
  }

  private static String reasons(PoolTime time) {
    String known =
        time.waits().entrySet().stream()
            .filter(wait -> wait.getValue() / time.wall() >= SMALLEST_SHOWN)
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .map(wait -> wait.getKey() + ' ' + percent(wait.getValue(), time))
            .collect(Collectors.joining(", "));
    boolean hasUnknown = time.unknown() / time.wall() >= SMALLEST_SHOWN;
    String unknown = hasUnknown ? "not known " + percent(time.unknown(), time) : "";
    return known + (known.isEmpty() || unknown.isEmpty() ? "" : ", ") + unknown;
  }

  private static String percent(double seconds, PoolTime time) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * seconds / time.wall());
  }
}
