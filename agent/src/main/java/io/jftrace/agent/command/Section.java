// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import java.util.List;

/**
 * A part of the list of what can be probed.
 *
 * @param remarks what is to be said beside the rows
 */
record Section(String heading, List<ProbeRow> rows, List<String> remarks) {

  static final Section NONE = new Section("", List.of(), List.of());

  boolean isEmpty() {
    return rows.isEmpty() && remarks.isEmpty();
  }

  Section under(String otherHeading) {
    return new Section(otherHeading, rows, remarks);
  }

  /** Without what has a pattern only as a part, if there is something that is all of it. */
  Section onlyIfWhole(ProbePattern pattern) {
    List<ProbeRow> whole =
        rows.stream().filter(row -> row.specification().equals(pattern.toString())).toList();
    return whole.isEmpty() ? this : new Section(heading, whole, remarks);
  }

  String text() {
    StringBuilder text = new StringBuilder("# " + heading + "\n");
    ProbeRow.lines(rows).forEach(line -> text.append(line.stripTrailing()).append('\n'));
    remarks.forEach(remark -> text.append("# ").append(remark).append('\n'));
    return text.toString();
  }
}
