// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints where the time of the spans of each name went, by the attributes that they got. */
final class BreakdownTable {

  private static final String WAIT = "jftrace.wait.";
  private static final String TIME = ".time";
  private static final double SMALLEST_SHOWN = 0.005;

  private final Terminal terminal;

  BreakdownTable(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Nothing if no span has a breakdown. */
  void print(List<OwnSpan> spans) {
    Map<String, List<OwnSpan>> byName =
        spans.stream().filter(OwnSpan::hasBreakdown).collect(Collectors.groupingBy(OwnSpan::name));
    if (byName.isEmpty()) {
      return;
    }
    terminal.line("");
    terminal.line("Where the spans' time went (mean of the spans of that name)");
    TextTable table =
        new TextTable("span", ">spans", ">duration", ">on a CPU", ">for a CPU", "waits");
    byName.values().stream()
        .sorted(Comparator.comparing(same -> -totalNanos(same)))
        .forEach(same -> row(table, same));
    table.lines().forEach(terminal::line);
    terminal.line("  Spans inside of others on the same thread are part of these, too.");
  }

  private static void row(TextTable table, List<OwnSpan> same) {
    Map<String, Double> sums = new TreeMap<>();
    same.forEach(
        span -> span.numbers().forEach((key, value) -> sums.merge(key, value, Double::sum)));
    int count = same.size();
    table.row(
        same.get(0).name(),
        Integer.toString(count),
        millis(totalNanos(same) / 1e9 / count),
        millis(sums.getOrDefault("jftrace.cpu.time", 0.0) / count),
        millis(sums.getOrDefault("jftrace.runqueue.time", 0.0) / count),
        waits(sums, totalNanos(same) / 1e9, count));
  }

  private static String waits(Map<String, Double> sums, double totalSeconds, int count) {
    return sums.entrySet().stream()
        .filter(e -> e.getKey().startsWith(WAIT) && e.getKey().endsWith(TIME))
        .filter(e -> e.getValue() / totalSeconds >= SMALLEST_SHOWN)
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .map(e -> reason(e.getKey()) + ' ' + millis(e.getValue() / count))
        .collect(Collectors.joining(", "));
  }

  private static String reason(String key) {
    return key.substring(WAIT.length(), key.length() - TIME.length());
  }

  private static double totalNanos(List<OwnSpan> spans) {
    return spans.stream().mapToLong(OwnSpan::durationNanos).sum();
  }

  private static String millis(double seconds) {
    return String.format(Locale.ROOT, "%.1f ms", 1e3 * seconds);
  }
}
