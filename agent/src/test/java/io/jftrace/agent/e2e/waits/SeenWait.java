// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;

/**
 * One wait, as the application knows it and as the events show it.
 *
 * @param parts the times off CPU of which it consists, in their order: some calls wait several
 *     times, and anybody may be preempted in between
 */
record SeenWait(TrueWait truth, List<RecordedEvent> parts) {

  /** For time of the wait that no event has. */
  static final String MISSING = "missing";

  private static final long LEAST_OF_WAIT_NANOS = 100_000;

  /** The parts in which it waited as long as this; being without a CPU is not waiting. */
  private List<RecordedEvent> partsOf(long leastNanos) {
    return parts.stream().filter(SeenWait::isWait).filter(p -> waited(p) >= leastNanos).toList();
  }

  private static boolean isWait(RecordedEvent part) {
    return !part.getString("state").startsWith("R");
  }

  private static long waited(RecordedEvent part) {
    return part.getDuration().minus(part.getDuration("runQueueDuration")).toNanos();
  }

  /**
   * What the time that it waited was for, by the events; what is in none of them is {@link
   * #MISSING}.
   *
   * @param leastNanos steps shorter than this are left out, where steps are compared
   */
  Map<String, Long> nanosByReason(long leastNanos) {
    Map<String, Long> nanos = new HashMap<>();
    long missingNanos = truth.waitedNanos(leastNanos);
    for (RecordedEvent part : partsOf(truth.inSteps() ? leastNanos : 1)) {
      nanos.merge(part.getString("reason"), waited(part), Long::sum);
      missingNanos -= waited(part);
    }
    if (missingNanos > 0) {
      nanos.put(MISSING, missingNanos);
    }
    return nanos;
  }

  /** Who ended it, and not what may come after it, such as a wait for the compiler. */
  String waker() {
    return lastText(partsOf(LEAST_OF_WAIT_NANOS), "wakerName");
  }

  /** What a text field of all its parts of some length has, each value once. */
  Set<String> texts(String field) {
    return partsOf(LEAST_OF_WAIT_NANOS).stream()
        .map(part -> part.getString(field))
        .collect(Collectors.toSet());
  }

  /** What a text field has of its last part that was for the true reason. */
  String lastText(String field) {
    List<RecordedEvent> right =
        partsOf(1).stream().filter(p -> p.getString("reason").equals(truth.reason())).toList();
    return lastText(right, field);
  }

  private static String lastText(List<RecordedEvent> parts, String field) {
    return parts.isEmpty() ? "" : parts.get(parts.size() - 1).getString(field);
  }

  /** What a text field of its longest part has. */
  String text(String field) {
    return parts.stream()
        .filter(SeenWait::isWait)
        .max(Comparator.comparing(SeenWait::waited))
        .map(longest -> longest.getString(field))
        .orElse("");
  }

  /**
   * Whether the CPU time and the times off CPU are the whole of it, but for 0.5 ms or 1 %. A
   * thread's CPU time is without that of interrupts and what a hypervisor took meanwhile
   * (update_rq_clock_task in kernel/sched/core.c): a tenth of it, at most, may be missing.
   */
  boolean addsUp() {
    long clockNanos = Math.max(500_000, truth.durationNanos() / 100);
    long unaccountedNanos = unaccountedNanos();
    return unaccountedNanos >= -clockNanos
        && unaccountedNanos <= clockNanos + truth.cpuNanos() / 10;
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
