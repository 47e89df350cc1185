// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.overload;

import io.jftrace.timeline.DetailHealth;
import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.scheduler.SourceHealth;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Leaves out detail while the reader cannot keep up, in the order that docs/rationale.md tells. All
 * methods but those of {@link DetailHealth} are for the reader's thread.
 */
public final class Overload implements DetailHealth {

  private static final TimelineSink NOTHING = new TimelineSink() {};

  private final SourceHealth health;
  private final LongSupplier clock;
  private final DetailControl control = new DetailControl();
  private final DetailLog log;
  private ShedSink jfr = new ShedSink(NOTHING, wait -> false);
  private ShedSink spans = new ShedSink(NOTHING, wait -> false);
  private long beginNanos;
  private long lossesSeen;
  private volatile DetailLevel level = DetailLevel.FULL;

  /**
   * @param clock in nanoseconds
   */
  public Overload(
      SourceHealth health, LongSupplier clock, Consumer<String> warnings, Consumer<String> infos) {
    this.health = health;
    this.clock = clock;
    this.log = new DetailLog(warnings, infos);
  }

  /**
   * A sink that passes less to JFR under overload.
   *
   * @param wanted whether JFR has a use for a wait
   */
  public TimelineSink jfr(TimelineSink sink, Predicate<OffCpuInterval> wanted) {
    jfr = new ShedSink(sink, wanted);
    return jfr;
  }

  /**
   * A sink that passes nothing to the spans under overload.
   *
   * @param minDurationNanos of waits that may become spans
   */
  public TimelineSink spans(TimelineSink sink, long minDurationNanos) {
    spans = new ShedSink(sink, wait -> wait.durationNanos() >= minDurationNanos);
    return spans;
  }

  /** Shorter waits get into no output but the metrics. */
  public long shortestShownNanos() {
    return level.shortestInJfrNanos();
  }

  public void beforeDrain() {
    beginNanos = clock.getAsLong();
  }

  public void afterDrain() {
    long losses = health.totalLosses();
    boolean lost = losses != lossesSeen;
    lossesSeen = losses;
    long nowNanos = clock.getAsLong();
    if (control.drained(beginNanos, nowNanos, lost)) {
      change(nowNanos);
    }
  }

  private void change(long nowNanos) {
    boolean wasFull = level == DetailLevel.FULL;
    level = control.level();
    jfr.shortest(level.shortestInJfrNanos());
    spans.shortest(level.shortestSpanNanos());
    if (wasFull) {
      log.began(nowNanos, control.share(), spansLeftOut(), jfrLeftOut());
    } else if (level == DetailLevel.FULL) {
      log.ended(nowNanos, spansLeftOut(), jfrLeftOut());
    }
  }

  @Override
  public int level() {
    return level.number();
  }

  @Override
  public long spansLeftOut() {
    return spans.leftOut();
  }

  @Override
  public long jfrLeftOut() {
    return jfr.leftOut();
  }
}
