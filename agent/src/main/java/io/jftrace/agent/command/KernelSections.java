// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import io.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** What can be probed in the kernel: as far as tracefs can be read. */
final class KernelSections {

  private static final String NO_TRACEFS =
      "tracefs is not mounted, or must not be read: it takes root";

  private static final String NO_KPROBES = "this kernel has no kprobes";
  private static final String TRACEPOINTS = "the kernel's tracepoints";
  private static final String FUNCTIONS = "the kernel's functions";

  private final ProbePattern pattern;
  private final String command;

  /** Null if there is none that can be read. */
  private final Tracefs tracefs;

  KernelSections(ProbePattern pattern, String command) {
    this.pattern = pattern;
    this.command = command;
    this.tracefs =
        Tracefs.mountPoints().stream()
            .filter(root -> Files.isReadable(root.resolve("events")))
            .map(Tracefs::at)
            .findFirst()
            .orElse(null);
  }

  Section tracepoints() {
    if (tracefs == null) {
      return unknown(TRACEPOINTS, NO_TRACEFS);
    }
    TracepointRows rows = new TracepointRows(tracefs);
    return pattern == null
        ? number(TRACEPOINTS, rows.count(), "tracepoint:*")
        : new Section(TRACEPOINTS, rows.rows(pattern), List.of());
  }

  Section functions() {
    if (tracefs == null) {
      return Section.NONE;
    }
    KernelFunctions functions = new KernelFunctions(tracefs);
    if (!functions.isSupported()) {
      return unknown(FUNCTIONS, NO_KPROBES);
    }
    if (pattern != null && !KernelFunctions.mayMatch(pattern)) {
      return Section.NONE;
    }
    try {
      return pattern == null
          ? number(FUNCTIONS, functions.count(), "kprobe:*")
          : new Section(FUNCTIONS, functions.rows(pattern), List.of());
    } catch (IOException e) {
      return unknown(FUNCTIONS, "their list cannot be read: " + e.getMessage());
    }
  }

  /** Why nothing of the kernel matches a pattern that asks for the kernel's; else empty. */
  String missing() {
    boolean isTracepoint = pattern.toString().startsWith(TracepointRows.KIND);
    boolean isFunction = KernelFunctions.KINDS.stream().anyMatch(pattern.toString()::startsWith);
    if (tracefs == null) {
      return isTracepoint || isFunction ? NO_TRACEFS : "";
    }
    return isFunction && !new KernelFunctions(tracefs).isSupported() ? NO_KPROBES : "";
  }

  private Section unknown(String heading, String why) {
    return pattern == null ? new Section(heading, List.of(), List.of(why)) : Section.NONE;
  }

  private Section number(String heading, int count, String glob) {
    return new Section(heading, List.of(), List.of(count + ": " + command + " '" + glob + "'"));
  }
}
