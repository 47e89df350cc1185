// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Requests to block devices of one thread, by operation. */
record BlockTotals(Map<String, Total> totals) {

  record Total(long requests, long bytes) {

    private Total plus(Total other) {
      return new Total(requests + other.requests, bytes + other.bytes);
    }
  }

  private static final Pattern ISSUE =
      Pattern.compile(".{17}(\\d+) .*: block_rq_issue: \\d+,\\d+ (\\w+) (\\d+) .*");

  BlockTotals() {
    this(new TreeMap<>());
  }

  void add(String operation, long bytes) {
    totals.merge(operation, new Total(1, bytes), Total::plus);
  }

  long bytes(String operation) {
    return totals.getOrDefault(operation, new Total(0, 0)).bytes;
  }

  /** From the kernel's own text trace. */
  static BlockTotals ofText(Stream<String> lines, long tid) {
    BlockTotals totals = new BlockTotals();
    lines.forEach(
        line -> {
          Matcher m = ISSUE.matcher(line);
          if (m.matches() && Long.parseLong(m.group(1)) == tid) {
            totals.add(operation(m.group(2)), Long.parseLong(m.group(3)));
          }
        });
    return totals;
  }

  /** After an F for a flush before it comes the operation's letter (blk_fill_rwbs, Linux 6.18). */
  private static String operation(String letters) {
    String rest = letters.startsWith("F") ? letters.substring(1) : letters;
    return switch (rest.isEmpty() ? ' ' : rest.charAt(0)) {
      case 'R' -> "read";
      case 'W' -> "write";
      case 'D' -> "discard";
      case 'F' -> "flush";
      default -> "other";
    };
  }
}
