// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import io.jftrace.demo.MetricsText.Sample;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Puts together each pool's states and wait reasons (metrics) and its waits in spans (events). */
final class PoolTimes {

  static final String COLLECTOR = "(garbage collector)";
  static final String JVM = "(rest of the JVM)";

  private static final String STATES = "jftrace_thread_state_seconds_total";
  private static final String REASONS = "jftrace_off_cpu_reason_seconds_total";

  private static final Pattern COLLECTOR_THREADS = Pattern.compile("GC .*|G1 .*|Z[A-Z].*|Shen.*");
  private static final Pattern JVM_THREADS =
      Pattern.compile(
          "C[12]? CompilerThr.*|Compiler.*|VM .*|JFR .*|Reference Handl.*|Finalizer|Signal"
              + " Dispatch.*|Service Thread|Monitor Deflati.*|Common-Cleaner|Notification.*|Sweeper"
              + " thread|Attach Listener|DestroyJavaVM|java|Cleaner|Thread|jftrace.*|RMI"
              + " .*|other|unnamed|process reaper|StringDedup.*|SIG.*|Unknown thread");

  private final Map<String, PoolTime> pools = new TreeMap<>();
  private final Map<String, Double> stateWaits = new TreeMap<>();

  private PoolTimes() {}

  /** Interesting pools first; those of the JVM folded together, last. */
  static List<PoolTime> of(List<Sample> metrics, List<Wait> waits) {
    PoolTimes times = new PoolTimes();
    metrics.stream().filter(s -> s.name().equals(STATES)).forEach(times::addState);
    metrics.stream().filter(s -> s.name().equals(REASONS)).forEach(times::addReason);
    times.addWaitsWithoutReason();
    waits.stream().filter(Wait::insideSpan).forEach(times::addInsideSpan);
    return times.sorted();
  }

  private PoolTime pool(String name) {
    return pools.computeIfAbsent(name, PoolTime::new);
  }

  private void addState(Sample sample) {
    PoolTime time = pool(sample.label("pool"));
    switch (sample.label("state")) {
      case "running" -> time.addRunning(sample.value());
      case "runnable", "preempted" -> time.addWaitingForCpu(sample.value());
      case "sleeping", "blocked" -> stateWaits.merge(time.pool(), sample.value(), Double::sum);
      default -> time.addUnknown(sample.value());
    }
  }

  private void addReason(Sample sample) {
    String reason = sample.label("reason");
    // These two are the states runnable and preempted, which are counted already.
    boolean isWait = !reason.equals("run-queue") && !reason.equals("preempted");
    if (isWait && sample.value() > 0) {
      pool(sample.label("pool")).addWait(reason, sample.value());
    }
  }

  /** A wait that has not ended yet is in a state, but has no reason so far. */
  private void addWaitsWithoutReason() {
    stateWaits.forEach(
        (name, seconds) -> {
          double rest = seconds - pool(name).waiting();
          if (rest > 0) {
            pool(name).addWait("sleeping", rest);
          }
        });
  }

  private void addInsideSpan(Wait wait) {
    PoolTime time = pools.get(PoolNames.of(wait.threadName()));
    if (time != null) {
      time.addInsideSpans(wait.waitingSeconds());
    }
  }

  private List<PoolTime> sorted() {
    Map<String, PoolTime> folded = new TreeMap<>();
    for (PoolTime time : pools.values()) {
      folded.computeIfAbsent(rowOf(time.pool()), PoolTime::new).add(time);
    }
    return sorted(folded.values());
  }

  private static List<PoolTime> sorted(Collection<PoolTime> rows) {
    return rows.stream()
        .filter(row -> row.wall() > 0)
        .sorted(
            Comparator.<PoolTime, Boolean>comparing(row -> row.pool().startsWith("("))
                .thenComparing(Comparator.comparingDouble(PoolTime::interest).reversed()))
        .toList();
  }

  private static String rowOf(String pool) {
    if (COLLECTOR_THREADS.matcher(pool).matches()) {
      return COLLECTOR;
    }
    return JVM_THREADS.matcher(pool).matches() ? JVM : pool;
  }
}
