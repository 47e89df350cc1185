// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.scheduler.SchedulerEvents;
import java.util.Arrays;
import java.util.List;

/**
 * Passes events on twice: as they are, and with their times rounded as the kernel's text has them.
 */
final class RoundedEvents implements SchedulerEvents {

  private final SchedulerEvents exact;
  private final SchedulerEvents rounded;

  private final long fromMicros;
  private final long toMicros;

  RoundedEvents(SchedulerEvents exact, SchedulerEvents rounded, long fromMicros, long toMicros) {
    this.fromMicros = fromMicros;
    this.toMicros = toMicros;
    this.exact = exact;
    this.rounded = rounded;
  }

  private static long micros(long nanos) {
    return (nanos + 500) / 1000;
  }

  private List<SchedulerEvents> both(long nanos) {
    long micros = micros(nanos);
    if (micros < fromMicros || micros > toMicros) {
      return List.of();
    }
    return Arrays.asList(exact, rounded);
  }

  private static long time(SchedulerEvents to, SchedulerEvents exact, long nanos) {
    return to == exact ? nanos : micros(nanos);
  }

  @Override
  public void switched(long timeNanos, int cpu, int prevTid, char prevState, int nextTid) {
    both(timeNanos)
        .forEach(e -> e.switched(time(e, exact, timeNanos), cpu, prevTid, prevState, nextTid));
  }

  @Override
  public void waking(long timeNanos, int tid, int wakerTid) {
    both(timeNanos).forEach(e -> e.waking(time(e, exact, timeNanos), tid, wakerTid));
  }

  @Override
  public void wokenNew(long timeNanos, int tid) {
    both(timeNanos).forEach(e -> e.wokenNew(time(e, exact, timeNanos), tid));
  }

  @Override
  public void created(long timeNanos, int parentTid, int tid, String comm, boolean thread) {
    both(timeNanos)
        .forEach(e -> e.created(time(e, exact, timeNanos), parentTid, tid, comm, thread));
  }

  @Override
  public void renamed(long timeNanos, int tid, String comm) {
    both(timeNanos).forEach(e -> e.renamed(time(e, exact, timeNanos), tid, comm));
  }

  @Override
  public void exiting(long timeNanos, int tid) {
    both(timeNanos).forEach(e -> e.exiting(time(e, exact, timeNanos), tid));
  }

  @Override
  public void found(long timeNanos, int tid, char state) {
    both(timeNanos).forEach(e -> e.found(time(e, exact, timeNanos), tid, state));
  }

  @Override
  public void marker(long timeNanos, int tid, String text) {
    both(timeNanos).forEach(e -> e.marker(time(e, exact, timeNanos), tid, text));
  }

  @Override
  public void lossBegan(long timeNanos, int cpu) {
    both(timeNanos).forEach(e -> e.lossBegan(time(e, exact, timeNanos), cpu));
  }

  @Override
  public void lossEnded(long timeNanos, int cpu, long count) {
    both(timeNanos).forEach(e -> e.lossEnded(time(e, exact, timeNanos), cpu, count));
  }

  @Override
  public void complete(long untilNanos) {
    both(untilNanos).forEach(e -> e.complete(time(e, exact, untilNanos)));
  }
}
