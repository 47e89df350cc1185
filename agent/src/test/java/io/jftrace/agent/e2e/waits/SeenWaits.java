// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** What a recording has about the waits of an application that knows them. */
final class SeenWaits {

  /** Between JFR's clock and the kernel's. */
  private static final Duration TOLERANCE = Duration.ofNanos(20_000);

  private final Map<Integer, RecordedEvent> brackets = new HashMap<>();
  private final Map<String, Set<Integer>> tids = new HashMap<>();
  private final Map<Integer, List<RecordedEvent>> byTid = new HashMap<>();
  private final List<RecordedEvent> losses = new ArrayList<>();

  static SeenWaits in(Path recording) throws IOException {
    SeenWaits seen = new SeenWaits();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        seen.add(file.readEvent());
      }
    }
    seen.byTid.values().forEach(SeenWaits::sort);
    return seen;
  }

  private static void sort(List<RecordedEvent> events) {
    events.sort(Comparator.comparing(RecordedEvent::getStartTime));
  }

  private void add(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case WaitEvent.NAME -> brackets.put(event.getInt("number"), event);
      case "jftrace.OffCpu" -> {
        String name = plainName(event.getString("threadName"));
        tids.computeIfAbsent(name, t -> new TreeSet<>()).add(event.getInt("tid"));
        byTid.computeIfAbsent(event.getInt("tid"), t -> new ArrayList<>()).add(event);
      }
      case "jftrace.DataLoss" -> losses.add(event);
      default -> {}
    }
  }

  private static String plainName(String thread) {
    return thread.startsWith(ProcessKinds.REAPER) ? ProcessKinds.REAPER : thread;
  }

  /** Whether events were lost in its time: then parts of it may be missing. */
  boolean isTorn(TrueWait truth) {
    RecordedEvent bracket = bracket(truth);
    return losses.stream()
        .anyMatch(
            loss ->
                loss.getStartTime().isBefore(bracket.getEndTime())
                    && loss.getEndTime().isAfter(bracket.getStartTime()));
  }

  private RecordedEvent bracket(TrueWait truth) {
    RecordedEvent bracket = brackets.get(truth.number());
    if (bracket == null) {
      throw new IllegalStateException("not in the recording: " + truth);
    }
    return bracket;
  }

  /** The times off CPU of its thread within it, in their order. */
  SeenWait of(TrueWait truth) {
    RecordedEvent bracket = bracket(truth);
    Instant from = bracket.getStartTime().minus(TOLERANCE);
    Instant until = bracket.getEndTime().plus(TOLERANCE);
    List<RecordedEvent> parts =
        ofThread(bracket, truth.thread()).stream()
            .filter(part -> !part.getStartTime().isBefore(from))
            .filter(part -> !part.getEndTime().isAfter(until))
            .toList();
    return new SeenWait(truth, parts);
  }

  /**
   * By its id, as a new thread may have its creator's name in its first events; if another thread
   * noted the wait, that of each thread that had the name at some time.
   */
  private List<RecordedEvent> ofThread(RecordedEvent bracket, String name) {
    RecordedThread noted = bracket.getThread();
    Set<Integer> ids =
        noted.getJavaName().equals(name)
            ? Set.of((int) noted.getOSThreadId())
            : tids.getOrDefault(name, Set.of());
    return ids.stream().flatMap(id -> byTid.getOrDefault(id, List.of()).stream()).toList();
  }
}
