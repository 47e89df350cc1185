// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;

/**
 * One wait, as the application knows it and as the events show it.
 *
 * @param parts the times off CPU of which it consists, in their order: some calls wait several
 *     times, and anybody may be preempted in between
 */
record SeenWait(TrueWait truth, List<RecordedEvent> parts) {

  private static final long LEAST_OF_WAIT_NANOS = 100_000;

  /** The parts in which it waited as long as this; being without a CPU is not waiting. */
  List<RecordedEvent> partsOf(long leastNanos) {
    return parts.stream().filter(SeenWait::isWait).filter(p -> waited(p) >= leastNanos).toList();
  }

  private static boolean isWait(RecordedEvent part) {
    return !part.getString("state").startsWith("R");
  }

  private static long waited(RecordedEvent part) {
    return part.getDuration().minus(part.getDuration("runQueueDuration")).toNanos();
  }

  /** What most of the time in its long parts was for; empty if it has none. */
  Optional<String> reason(long leastNanos) {
    Map<String, Long> nanos = new HashMap<>();
    for (RecordedEvent part : partsOf(leastNanos)) {
      nanos.merge(part.getString("reason"), waited(part), Long::sum);
    }
    return nanos.entrySet().stream()
        .max(Comparator.comparing(Map.Entry::getValue))
        .map(Map.Entry::getKey);
  }

  /** Who ended it, and not what may come after it, such as a wait for the compiler. */
  String waker() {
    return partsOf(LEAST_OF_WAIT_NANOS).stream()
        .reduce((earlier, later) -> later)
        .map(last -> last.getString("wakerName"))
        .orElse("");
  }

  /** What a text field of its longest part has. */
  String text(String field) {
    return parts.stream()
        .filter(SeenWait::isWait)
        .max(Comparator.comparing(SeenWait::waited))
        .filter(longest -> longest.hasField(field))
        .map(longest -> longest.getString(field))
        .orElse("");
  }

  /** Whether the CPU time and the times off CPU are the whole of it, but for 0.5 ms or 1 %. */
  boolean addsUp() {
    return Math.abs(unaccountedNanos()) <= Math.max(500_000, truth.durationNanos() / 100);
  }

  private long unaccountedNanos() {
    return truth.durationNanos() - truth.cpuNanos() - offCpuNanos();
  }

  private long offCpuNanos() {
    return parts.stream().mapToLong(part -> part.getDuration().toNanos()).sum();
  }

  /** What it should and does add up to. */
  String sums() {
    return String.format(
        "%s: %d us, on CPU %d, off %d",
        truth.kind(), truth.durationNanos() / 1000, truth.cpuNanos() / 1000, offCpuNanos() / 1000);
  }
}
