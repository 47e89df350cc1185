// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import io.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The event formats of Linux 6.12, in a folder, so that what is measured depends on no kernel. */
final class RecordedKernel {

  private static final List<String> EVENTS =
      List.of(
          "sched/sched_switch",
          "sched/sched_waking",
          "sched/sched_wakeup_new",
          "sched/sched_process_exit",
          "task/task_newtask",
          "task/task_rename",
          "ftrace/print");

  private RecordedKernel() {}

  /** A tracefs in a new folder below {@code directory} that has the formats and nothing else. */
  static Tracefs tracefs(Path directory) {
    try {
      for (String event : EVENTS) {
        Path format = directory.resolve("events").resolve(event).resolve("format");
        Files.createDirectories(format.getParent());
        try (InputStream in = open(event)) {
          Files.copy(in, format);
        }
      }
      return Tracefs.at(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String event) {
    return RecordedKernel.class.getResourceAsStream("/linux-6.12/events/" + event + "/format");
  }
}
