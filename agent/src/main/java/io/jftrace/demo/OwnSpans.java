// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The application's spans, as it wrote them itself. */
final class OwnSpans {

  private final List<OwnSpan> all;
  private final Map<String, String> namesByIds = new HashMap<>();

  private OwnSpans(List<OwnSpan> all) {
    this.all = all;
    all.forEach(span -> namesByIds.put(span.ids(), span.name()));
  }

  static OwnSpans read(Path file) throws IOException {
    return parse(Files.exists(file) ? Files.readAllLines(file) : List.of());
  }

  static OwnSpans parse(List<String> lines) {
    return new OwnSpans(lines.stream().map(OwnSpan::parse).filter(Objects::nonNull).toList());
  }

  List<OwnSpan> all() {
    return all;
  }

  /** The name of a wait's span, or a question mark if the application has not ended it. */
  String nameOf(Wait wait) {
    return namesByIds.getOrDefault(wait.traceId() + '/' + wait.spanId(), "?");
  }
}
