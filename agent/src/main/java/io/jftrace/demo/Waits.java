// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Reads the waits of a flight recording. */
final class Waits {

  private static final String EVENT = "jftrace.OffCpu";
  private static final String RUN_QUEUE = "runQueueDuration";

  private Waits() {}

  static List<Wait> read(Path recording) throws IOException {
    List<Wait> waits = new ArrayList<>();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals(EVENT)) {
          waits.add(wait(event));
        }
      }
    }
    return waits;
  }

  private static Wait wait(RecordedEvent event) {
    return new Wait(
        event.getStartTime(),
        event.getDuration(),
        event.hasField(RUN_QUEUE) ? event.getDuration(RUN_QUEUE) : Duration.ZERO,
        text(event, "threadName"),
        text(event, "reason"),
        text(event, "wakerName"),
        text(event, "traceId"),
        text(event, "spanId"));
  }

  private static String text(RecordedEvent event, String field) {
    String value = event.hasField(field) ? event.getString(field) : null;
    return value == null ? "" : value;
  }
}
