// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.format.FieldKind;
import io.jftrace.tracefs.format.FormatField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kernel's tracepoints, from {@code events/} of a tracefs. */
final class TracepointRows {

  static final String KIND = "tracepoint:";

  /** Events of agents' own probes, which are none of the kernel's. */
  private static final String OF_AGENTS = "jftrace_";

  private final Tracefs tracefs;

  TracepointRows(Tracefs tracefs) {
    this.tracefs = tracefs;
  }

  /** Those that match, by name. */
  List<ProbeRow> rows(ProbePattern pattern) {
    List<ProbeRow> rows = new ArrayList<>();
    for (String event : pattern.mayBeginWith(KIND) ? events() : List.<String>of()) {
      String specification = KIND + event.replace('/', ':');
      if (pattern.matches(specification)) {
        add(specification, event, rows);
      }
    }
    return rows;
  }

  private void add(String specification, String event, List<ProbeRow> rows) {
    try {
      rows.add(new ProbeRow(specification, fields(event), "cheap"));
    } catch (IOException e) {
      // Gone meanwhile: probes of others are events, too, and come and go.
    }
  }

  int count() {
    return events().size();
  }

  /** As {@code system/name}. What has no id, as all of {@code ftrace/}, cannot be enabled. */
  private List<String> events() {
    Path root = tracefs.root().resolve("events");
    return children(root).stream()
        .filter(system -> !system.getFileName().toString().startsWith(OF_AGENTS))
        .flatMap(system -> children(system).stream())
        .filter(event -> Files.exists(event.resolve("id")))
        .map(event -> root.relativize(event).toString())
        .sorted()
        .toList();
  }

  /** None if it is gone meanwhile. */
  private static List<Path> children(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private String fields(String event) throws IOException {
    return tracefs.format(event).fields().stream()
        .filter(TracepointRows::isShown)
        .map(field -> field.name() + ":" + type(field))
        .collect(Collectors.joining(" "));
  }

  /** Those that can be had as one value. */
  private static boolean isShown(FormatField field) {
    return field.isInteger() || field.type().kind() == FieldKind.TEXT;
  }

  private static String type(FormatField field) {
    return switch (field.type().kind()) {
      case TEXT -> "string";
      case BOOL -> "bool";
      case POINTER -> "x64";
      default -> (field.isSigned() ? "s" : "u") + field.valueBytes() * Byte.SIZE;
    };
  }
}
