// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns; columns whose title begins with '>' are right-aligned. */
final class TextTable {

  private static final String INDENT = "  ";
  private static final String GAP = "  ";

  private final List<String> titles;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... titles) {
    this.titles = List.of(titles);
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line(titles.stream().map(TextTable::title).toList()));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder(INDENT);
    for (int column = 0; column < cells.size(); column++) {
      String padding = " ".repeat(width(column) - cells.get(column).length());
      boolean right = titles.get(column).startsWith(">");
      line.append(right ? padding + cells.get(column) : cells.get(column) + padding).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int width = title(titles.get(column)).length();
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }

  private static String title(String title) {
    return title.startsWith(">") ? title.substring(1) : title;
  }
}
