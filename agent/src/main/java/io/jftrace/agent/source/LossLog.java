// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tells of events that the kernel lost: one line, at most once a minute, with all since the last.
 */
final class LossLog {

  private static final long INTERVAL_NANOS = 60_000_000_000L;
  private static final int MAX_LISTED_CPUS = 8;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Consumer<String> warnings;
  private final TreeSet<Integer> cpus = new TreeSet<>();
  private long lineNanos;
  private boolean hasLine;
  private long sinceNanos;
  private long losses;
  private long uncounted;
  private long events;

  /**
   * @param warnings receives the lines
   */
  LossLog(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /**
   * Notes a loss.
   *
   * @param timeNanos when it was over
   * @param count of events, or -1 if the kernel did not say
   */
  void lost(int cpu, long timeNanos, long count) {
    if (losses == 0) {
      sinceNanos = timeNanos;
    }
    losses++;
    cpus.add(cpu);
    if (count < 0) {
      uncounted++;
    } else {
      events += count;
    }
  }

  /**
   * Tells what there is to tell, unless there was a line a short while ago.
   *
   * @param advice what would help
   */
  void tellIfDue(long nowNanos, Supplier<String> advice) {
    if (!hasLine || nowNanos - lineNanos >= INTERVAL_NANOS) {
      tell(nowNanos, advice);
    }
  }

  /** Tells what there is to tell. */
  void tell(long nowNanos, Supplier<String> advice) {
    if (losses == 0) {
      return;
    }
    warnings.accept(
        String.format(
            Locale.ROOT,
            "lost %s on %s (%s in the last %.1f s), what threads did meanwhile is not shown; %s",
            what(),
            where(),
            losses == 1 ? "once" : losses + " times",
            (nowNanos - sinceNanos) / NANOS_PER_SECOND,
            advice.get()));
    hasLine = true;
    lineNanos = nowNanos;
    losses = 0;
    uncounted = 0;
    events = 0;
    cpus.clear();
  }

  private String what() {
    if (uncounted == 0) {
      return events + " kernel events";
    }
    String unknown = "an unknown number of kernel events";
    return uncounted == losses ? unknown : unknown + " besides " + events;
  }

  private String where() {
    if (cpus.size() > MAX_LISTED_CPUS) {
      return cpus.size() + " CPUs";
    }
    String list = cpus.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return (cpus.size() == 1 ? "CPU " : "CPUs ") + list;
  }
}
