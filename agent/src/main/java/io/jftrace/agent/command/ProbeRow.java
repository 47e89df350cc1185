// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that can be probed.
 *
 * @param specification as the setting {@code probe} takes it
 * @param arguments each value that it records by itself, {@code name:type}; of a C++ function its
 *     whole name
 * @param cost of a hit, in a word
 */
record ProbeRow(String specification, String arguments, String cost) {

  /** A single long name does not push all others' columns to the right. */
  private static final int MAX_COLUMN = 64;

  private static final String GAP = "  ";

  /** Whether its arguments are what is recorded without being asked for. */
  boolean hasValues() {
    boolean isKnown = specification.startsWith("usdt:") || specification.startsWith("tracepoint:");
    return isKnown && !arguments.isEmpty();
  }

  boolean isFunction() {
    return specification.startsWith("uprobe:") || specification.startsWith("kprobe:");
  }

  /** The rows as lines, in columns. */
  static List<String> lines(List<ProbeRow> rows) {
    int first = 0;
    int second = 0;
    for (ProbeRow row : rows) {
      first = Math.max(first, Math.min(MAX_COLUMN, row.specification.length()));
      second = Math.max(second, Math.min(MAX_COLUMN, row.arguments.length()));
    }
    List<String> lines = new ArrayList<>();
    for (ProbeRow row : rows) {
      lines.add(padded(row.specification, first) + padded(row.arguments, second) + row.cost);
    }
    return lines;
  }

  private static String padded(String cell, int width) {
    return width == 0 ? "" : cell + " ".repeat(Math.max(0, width - cell.length())) + GAP;
  }
}
