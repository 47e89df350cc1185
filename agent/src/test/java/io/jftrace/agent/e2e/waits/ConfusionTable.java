// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many waits of each kind were seen with which reason. */
final class ConfusionTable {

  private record Row(String kind, String expected) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      int byReason = expected.compareTo(other.expected);
      return byReason != 0 ? byReason : kind.compareTo(other.kind);
    }
  }

  private final Map<Row, Map<String, Integer>> rows = new TreeMap<>();

  void add(TrueWait truth, String seen) {
    rows.computeIfAbsent(new Row(truth.kind(), truth.reason()), k -> new TreeMap<>())
        .merge(seen, 1, Integer::sum);
  }

  int count() {
    return rows.keySet().stream().mapToInt(this::count).sum();
  }

  private int count(Row row) {
    return rows.get(row).values().stream().mapToInt(Integer::intValue).sum();
  }

  int right() {
    return rows.keySet().stream().mapToInt(this::right).sum();
  }

  private int right(Row row) {
    return rows.get(row).getOrDefault(row.expected, 0);
  }

  /** How many waits of each kind were compared. */
  Map<String, Integer> countsByKind() {
    return rows.keySet().stream().collect(Collectors.toMap(Row::kind, this::count));
  }

  /** The kinds of which less than this share is right, with what was seen instead. */
  Map<String, Map<String, Integer>> poor(double share) {
    return rows.keySet().stream()
        .filter(row -> right(row) < share * count(row))
        .collect(Collectors.toMap(Row::kind, rows::get));
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| expected | what waited | waits | right | seen instead |\n");
    text.append("|---|---|---|---|---|\n");
    rows.forEach(
        (row, seen) ->
            text.append(
                String.format(
                    "| `%s` | %s | %d | %d | %s |%n",
                    row.expected, row.kind, count(row), right(row), others(row, seen))));
    text.append(String.format("| all | | %d | %d | |%n", count(), right()));
    return text.toString();
  }

  private static String others(Row row, Map<String, Integer> seen) {
    return seen.entrySet().stream()
        .filter(e -> !e.getKey().equals(row.expected))
        .map(e -> "`" + e.getKey() + "` " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
