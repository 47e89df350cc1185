// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Prints the longest waits, and the waits of each kind of span. */
final class WaitTables {

  private static final int LONGEST = 10;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  private final Terminal terminal;
  private final OwnSpans spans;
  private final ZoneId zone;

  WaitTables(Terminal terminal, OwnSpans spans, ZoneId zone) {
    this.terminal = terminal;
    this.spans = spans;
    this.zone = zone;
  }

  void printBySpan(List<Wait> waits) {
    Map<String, List<Wait>> bySpan =
        waits.stream().filter(Wait::insideSpan).collect(Collectors.groupingBy(spans::nameOf));
    if (bySpan.isEmpty()) {
      return;
    }
    terminal.line("");
    terminal.line("What the spans waited for (waits of 1 ms and more)");
    TextTable table = new TextTable("span", ">waits", ">together", ">longest", "mostly woken by");
    bySpan.entrySet().stream()
        .sorted(Comparator.comparing(entry -> -seconds(entry.getValue())))
        .forEach(entry -> spanRow(table, entry.getKey(), entry.getValue()));
    table.lines().forEach(terminal::line);
  }

  private static void spanRow(TextTable table, String span, List<Wait> waits) {
    Duration longest = waits.stream().map(Wait::duration).max(Comparator.naturalOrder()).get();
    table.row(
        span,
        Integer.toString(waits.size()),
        String.format(Locale.ROOT, "%.2f s", seconds(waits)),
        millis(longest),
        mostFrequentWaker(waits));
  }

  private static String mostFrequentWaker(List<Wait> waits) {
    return waits.stream()
        .collect(Collectors.groupingBy(wait -> wakerPool(wait), Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .get();
  }

  private static String wakerPool(Wait wait) {
    return wait.waker().isEmpty() ? nobody(wait) : PoolNames.of(wait.waker());
  }

  void printLongest(List<Wait> waits) {
    boolean anyInside = waits.stream().anyMatch(Wait::insideSpan);
    Predicate<Wait> shown = anyInside ? Wait::insideSpan : wait -> true;
    terminal.line("");
    terminal.line("The ten longest waits" + (anyInside ? " inside spans" : ""));
    TextTable table =
        new TextTable("when", "thread", "reason", ">how long", "woken by", "inside span", "ids");
    waits.stream()
        .filter(shown)
        .sorted(Comparator.comparing(Wait::duration).reversed())
        .limit(LONGEST)
        .forEach(wait -> longestRow(table, wait));
    table.lines().forEach(terminal::line);
    long left = waits.stream().filter(shown.negate()).count();
    terminal.line(
        anyInside
            ? "  Left out: " + left + " waits outside spans, mostly threads that had nothing to do."
            : "  No wait lies inside a span of the application, so idle threads are listed, too.");
  }

  private void longestRow(TextTable table, Wait wait) {
    table.row(
        TIME.format(wait.start().atZone(zone)),
        wait.threadName(),
        wait.reason(),
        millis(wait.duration()),
        wait.waker().isEmpty() ? nobody(wait) : wait.waker(),
        wait.insideSpan() ? spans.nameOf(wait) : "-",
        wait.insideSpan() ? wait.traceId() + '/' + wait.spanId() : "");
  }

  /** A thread that was preempted could go on by itself. */
  private static String nobody(Wait wait) {
    return wait.reason().equals("preempted") ? "(the scheduler)" : "(not known)";
  }

  private static double seconds(List<Wait> waits) {
    return waits.stream().mapToDouble(Wait::seconds).sum();
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
  }
}
