// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import io.jftrace.agent.source.ProbeGroups;
import io.jftrace.tracefs.elf.HitCost;
import io.jftrace.tracefs.probe.Libraries;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** All that can be probed, in sections of rows. What is no row begins with {@code #}. */
final class ProbeListing {

  private static final String VALUES =
      "# behind usdt, tracepoint: the values that are recorded; only the first column is written\n";

  private static final String FUNCTIONS =
      """
      # uprobe, kprobe: a hit when the function is entered
      # uretprobe, kretprobe: a hit when it returns
      # call, kcall: from entry to return, with the duration
      """;

  private static final String SLOW =
      "# slow: microseconds a hit, as the kernel has to step over the instruction there\n";

  private final Libraries libraries;

  /** Null: the short form, without what would be thousands of rows. */
  private final ProbePattern pattern;

  private final String command;
  private final KernelSections kernel;
  private boolean isEmpty = true;
  private boolean hasValues;
  private boolean hasFunctions;
  private boolean hasSlow;

  /**
   * A listing.
   *
   * @param pattern null for groups and static probes, and the number of all others
   * @param command what the user called, without a pattern
   */
  ProbeListing(Libraries libraries, ProbePattern pattern, String command) {
    this.libraries = libraries;
    this.pattern = pattern;
    this.command = command;
    this.kernel = new KernelSections(pattern, command);
  }

  void print(Writer out) throws IOException {
    print(out, new Section("ready-made groups", groups(), List.of()));
    LibrarySections sections = new LibrarySections(libraries, pattern, command);
    for (String path : libraries.paths()) {
      print(out, sections.section(path));
    }
    print(out, kernel.tracepoints());
    print(out, kernel.functions());
    if (hasValues) {
      out.write(VALUES);
    }
    if (hasFunctions) {
      out.write(FUNCTIONS);
    }
    if (hasSlow) {
      out.write(SLOW);
    }
  }

  /** That nothing was found, and why, if a reason is known. */
  String whyEmpty() {
    String nothing = "nothing that can be probed matches " + pattern;
    String missing = kernel.missing();
    return missing.isEmpty() ? nothing : missing + "; so " + nothing;
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

  private void print(Writer out, Section all) throws IOException {
    Section section = pattern == null ? all : all.onlyIfWhole(pattern);
    if (section.isEmpty()) {
      return;
    }
    out.write((isEmpty ? "" : "\n") + section.text());
    isEmpty = false;
    for (ProbeRow row : section.rows()) {
      hasValues |= row.hasValues();
      hasFunctions |= row.isFunction();
      hasSlow |= row.cost().equals(HitCost.SINGLE_STEPPED.label());
    }
  }
}
