// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many waits of each kind were seen with which reason, and how much of their time. */
final class ConfusionTable {

  private record Row(String kind, String expected) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      int byReason = expected.compareTo(other.expected);
      return byReason != 0 ? byReason : kind.compareTo(other.kind);
    }
  }

  private static final class Cells {
    final Map<String, Integer> waits = new TreeMap<>();
    long nanos;
    long rightNanos;

    int count() {
      return waits.values().stream().mapToInt(Integer::intValue).sum();
    }

    double rightShare() {
      return (double) rightNanos / nanos;
    }
  }

  private final Map<Row, Cells> rows = new TreeMap<>();

  /** A wait and the time that was seen for each reason: that of the most is the wait's. */
  void add(TrueWait truth, Map<String, Long> seenNanos) {
    Cells cells = rows.computeIfAbsent(new Row(truth.kind(), truth.reason()), row -> new Cells());
    String most =
        seenNanos.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(SeenWait.MISSING);
    cells.waits.merge(most, 1, Integer::sum);
    cells.nanos += seenNanos.values().stream().mapToLong(Long::longValue).sum();
    cells.rightNanos += seenNanos.getOrDefault(truth.reason(), 0L);
  }

  int count() {
    return rows.values().stream().mapToInt(Cells::count).sum();
  }

  int right() {
    return rows.keySet().stream().mapToInt(this::right).sum();
  }

  private int right(Row row) {
    return rows.get(row).waits.getOrDefault(row.expected, 0);
  }

  /** The part of all the time waited that has the right reason. */
  double rightShareOfTime() {
    long nanos = rows.values().stream().mapToLong(cells -> cells.nanos).sum();
    return (double) rows.values().stream().mapToLong(cells -> cells.rightNanos).sum() / nanos;
  }

  /** How many waits of each kind were compared. */
  Map<String, Integer> countsByKind() {
    return rows.entrySet().stream()
        .collect(Collectors.toMap(row -> row.getKey().kind, row -> row.getValue().count()));
  }

  /**
   * The kinds of which less than this share is right, with what was seen instead. One wait may be
   * wrong: there are kinds with two or three.
   */
  Map<String, Map<String, Integer>> poor(double share) {
    return rows.keySet().stream()
        .filter(
            row -> right(row) < Math.min(share * rows.get(row).count(), rows.get(row).count() - 1))
        .collect(Collectors.toMap(Row::kind, row -> rows.get(row).waits));
  }

  /** With a line of those kinds that should be there and are not. */
  String markdown(Set<String> notProvoked) {
    StringBuilder text = new StringBuilder();
    text.append("| expected | what waited | waits | right | right by time | seen instead |\n");
    text.append("|---|---|---|---|---|---|\n");
    rows.forEach(
        (row, cells) ->
            text.append(
                String.format(
                    "| `%s` | %s | %d | %d | %.2f %% | %s |%n",
                    row.expected,
                    row.kind,
                    cells.count(),
                    right(row),
                    100 * cells.rightShare(),
                    others(row, cells.waits))));
    text.append(
        String.format(
            "| all | | %d | %d | %.2f %% | |%n", count(), right(), 100 * rightShareOfTime()));
    if (!notProvoked.isEmpty()) {
      text.append("\nnot provoked on this machine: " + String.join(", ", notProvoked) + "\n");
    }
    return text.toString();
  }

  private static String others(Row row, Map<String, Integer> seen) {
    return seen.entrySet().stream()
        .filter(e -> !e.getKey().equals(row.expected))
        .map(e -> "`" + e.getKey() + "` " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
