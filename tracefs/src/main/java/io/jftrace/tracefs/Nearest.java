// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what somebody may have meant. */
public final class Nearest {

  private Nearest() {}

  /** The candidate that the fewest changes of a letter lead to; there must be one. */
  public static String to(String word, Collection<String> candidates) {
    return nearest(word, candidates, 1).get(0);
  }

  /**
   * As the end of a message: {@code "; did you mean a, b or c?"} with at most three of the
   * candidates, the nearest first, and none that is much further; empty if there are none.
   */
  public static String question(String word, Collection<String> candidates) {
    List<String> nearest = nearest(word, candidates, 3);
    if (nearest.isEmpty()) {
      return "";
    }
    int last = nearest.size() - 1;
    String others = String.join(", ", nearest.subList(0, last));
    return "; did you mean " + others + (last > 0 ? " or " : "") + nearest.get(last) + "?";
  }

  /** As {@link #question}, but only of candidates that differ in a third of the letters at most. */
  public static String closeQuestion(String word, Collection<String> candidates) {
    return question(
        word,
        candidates.stream()
            .filter(candidate -> distance(word, candidate) <= word.length() / 3)
            .toList());
  }

  /** Equally near ones in the order of the alphabet, so that a message is always the same. */
  private static List<String> nearest(String word, Collection<String> candidates, int count) {
    Map<String, Integer> distances = new HashMap<>();
    candidates.forEach(candidate -> distances.put(candidate, distance(word, candidate)));
    int best = distances.values().stream().min(Comparator.naturalOrder()).orElse(0);
    return distances.entrySet().stream()
        .filter(entry -> entry.getValue() <= best + best / 2)
        .sorted(
            Comparator.comparingInt((Map.Entry<String, Integer> entry) -> entry.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(count)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
