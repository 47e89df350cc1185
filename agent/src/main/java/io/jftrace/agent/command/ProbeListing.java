// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import io.jftrace.agent.source.ProbeGroups;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** All that can be probed, in sections of rows. What is no row begins with {@code #}. */
final class ProbeListing {

  private final ProbedProcess process;

  /** Null: the short form, without what would be thousands of rows. */
  private final ProbePattern pattern;

  private final String command;
  private boolean isEmpty = true;

  /**
   * A listing.
   *
   * @param pattern null for groups and static probes, and the number of all others
   * @param command what the user called, without a pattern
   */
  ProbeListing(ProbedProcess process, ProbePattern pattern, String command) {
    this.process = process;
    this.pattern = pattern;
    this.command = command;
  }

  void print(Writer out) throws IOException {
    print(out, new Section("ready-made groups", groups(), List.of()));
    LibrarySections libraries = new LibrarySections(process, pattern, command);
    for (MappedFile file : process.files()) {
      print(out, libraries.section(file));
    }
    KernelSections kernel = new KernelSections(pattern, command);
    print(out, kernel.tracepoints());
    print(out, kernel.functions());
    if (isEmpty) {
      return;
    }
    out.write("# uprobe: may be call: (with its end) or uretprobe: (its end), kprobe: kcall: or kretprobe:\n");
    out.write("# slow: microseconds a hit, as the kernel has to step over the instruction there\n");
  }

  /** Whether nothing was found to be printed. */
  boolean isEmpty() {
    return isEmpty;
  }

  private List<ProbeRow> groups() throws IOException {
    ProbeGroups groups = new ProbeGroups();
    List<ProbeRow> rows = new ArrayList<>();
    for (String name : groups.names()) {
      if (pattern == null || pattern.matches(name)) {
        List<String> names =
            groups.expand(name).stream().map(text -> text.substring(0, text.indexOf('='))).toList();
        rows.add(new ProbeRow(name, String.join(" ", names), ""));
      }
    }
    return rows;
  }

  private void print(Writer out, Section section) throws IOException {
    if (section.isEmpty()) {
      return;
    }
    out.write((isEmpty ? "" : "\n") + section.text());
    isEmpty = false;
  }
}
