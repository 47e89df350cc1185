// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import io.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The functions of the kernel that can be probed at their beginning. */
final class KernelFunctions {

  /** What a probe of a function may be; the first is shown if the pattern does not choose. */
  static final List<String> KINDS = List.of("kprobe:", "kcall:", "kretprobe:");

  private final Tracefs tracefs;

  KernelFunctions(Tracefs tracefs) {
    this.tracefs = tracefs;
  }

  /** Whether this kernel has such probes (CONFIG_KPROBE_EVENTS). */
  boolean isSupported() {
    return Files.exists(tracefs.root().resolve("kprobe_events"));
  }

  static boolean mayMatch(ProbePattern pattern) {
    return KINDS.stream().anyMatch(pattern::mayBeginWith);
  }

  /** Those that match, by name. */
  List<ProbeRow> rows(ProbePattern pattern) throws IOException {
    return names().stream()
        .map(name -> specification(name, pattern))
        .filter(Objects::nonNull)
        // At a function's beginning ftrace is used in place of a breakpoint (kprobes.rst).
        .map(specification -> new ProbeRow(specification, "", "cheap"))
        .toList();
  }

  int count() throws IOException {
    return names().size();
  }

  /** Of lines such as {@code ext4_sync_file [ext4]}. */
  private List<String> names() throws IOException {
    Path file = tracefs.root().resolve("available_filter_functions");
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.map(line -> line.split("[ \t]", 2)[0]).sorted().distinct().toList();
    }
  }

  private static String specification(String name, ProbePattern pattern) {
    return KINDS.stream()
        .map(kind -> kind + name)
        .filter(pattern::matches)
        .findFirst()
        .orElse(null);
  }
}
