// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of the application's spans, as it wrote them itself. */
final class SpanNames {

  private final Map<String, String> byIds = new HashMap<>();

  private SpanNames() {}

  static SpanNames read(Path file) throws IOException {
    return parse(Files.exists(file) ? Files.readAllLines(file) : List.of());
  }

  static SpanNames parse(List<String> lines) {
    SpanNames names = new SpanNames();
    for (String line : lines) {
      String[] parts = line.split("\t", 3);
      if (parts.length == 3) {
        names.byIds.put(parts[0] + '/' + parts[1], parts[2]);
      }
    }
    return names;
  }

  /** The name, or a question mark for a span that the application has not ended. */
  String of(Wait wait) {
    return byIds.getOrDefault(wait.traceId() + '/' + wait.spanId(), "?");
  }
}
