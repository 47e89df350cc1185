// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel's text {@code trace}: the events' texts by CPU and time. */
final class TextTrace {

  /** A line's beginning: {@code bash-12 [000] d..2. 12.345678: }. */
  private static final Pattern HEAD =
      Pattern.compile("^ *.{1,16}-\\d+ +\\[(\\d+)\\] \\S{5} +(\\d+\\.\\d{6}): ");

  private final Map<String, Queue<StringBuilder>> texts = new HashMap<>();
  private int events;

  static TextTrace read(Path file) throws IOException {
    TextTrace trace = new TextTrace();
    StringBuilder last = new StringBuilder();
    for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n", -1)) {
      Matcher head = HEAD.matcher(line);
      if (head.find()) {
        last = new StringBuilder(line.substring(head.end()));
        trace.add(head.group(1) + " " + head.group(2), last);
      } else if (!line.isEmpty() && !line.startsWith("##### CPU") && trace.events > 0) {
        last.append('\n').append(line);
      }
    }
    return trace;
  }

  private void add(String place, StringBuilder text) {
    texts.computeIfAbsent(place, key -> new ArrayDeque<>()).add(text);
    events++;
  }

  int events() {
    return events;
  }

  /** The next text of that CPU and time, which the kernel rounds; null if there is none. */
  String next(int cpu, long timeNanos) {
    long micros = (timeNanos + 500) / 1000;
    Queue<StringBuilder> queue =
        texts.get("%03d %d.%06d".formatted(cpu, micros / 1_000_000, micros % 1_000_000));
    return queue == null || queue.isEmpty() ? null : queue.remove().toString();
  }
}
