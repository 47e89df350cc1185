// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.format.FieldKind;
import io.jftrace.tracefs.format.FieldType;
import io.jftrace.tracefs.format.FormatField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kernel's tracepoints, from {@code events/} of a tracefs. */
final class TracepointRows {

  static final String KIND = "tracepoint:";

  private final Tracefs tracefs;

  TracepointRows(Tracefs tracefs) {
    this.tracefs = tracefs;
  }

  /** Those that match, by name. */
  List<ProbeRow> rows(ProbePattern pattern) throws IOException {
    List<ProbeRow> rows = new ArrayList<>();
    for (String event : pattern.mayBeginWith(KIND) ? events() : List.<String>of()) {
      String specification = KIND + event.replace('/', ':');
      if (pattern.matches(specification)) {
        rows.add(new ProbeRow(specification, fields(event), "cheap"));
      }
    }
    return rows;
  }

  int count() throws IOException {
    return events().size();
  }

  /** As {@code system/name}. What has no id, as all of {@code ftrace/}, cannot be enabled. */
  private List<String> events() throws IOException {
    Path root = tracefs.root().resolve("events");
    try (Stream<Path> paths = Files.find(root, 3, (path, attributes) -> path.endsWith("id"))) {
      return paths.map(id -> root.relativize(id.getParent()).toString()).sorted().toList();
    }
  }

  private String fields(String event) throws IOException {
    return tracefs.format(event).fields().stream()
        .map(TracepointRows::text)
        .collect(Collectors.joining(" "));
  }

  private static String text(FormatField field) {
    return field.name() + ":" + type(field.type());
  }

  private static String type(FieldType type) {
    if (type.kind() == FieldKind.TEXT) {
      return "string";
    } else if (!type.isNumber()) {
      return type.declaration().replace(' ', '_');
    }
    String array = type.array() ? "[]" : "";
    return switch (type.kind()) {
          case BOOL -> "bool";
          case POINTER -> "x64";
          default -> (type.signed() ? "s" : "u") + type.elementBytes() * Byte.SIZE;
        }
        + array;
  }
}
