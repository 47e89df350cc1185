// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.timeline.JavaThreads;
import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SinkFanOut;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.probes.ProbeHit;
import io.jftrace.timeline.probes.ProbePoint;
import io.jftrace.timeline.probes.ProbeType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each level leaves out, and what is told of it. */
class OverloadTest {

  private static final int TID = 7;
  private static final long MILLI = 1_000_000;

  private static final ProbeType PROBE = new ProbeType("p", "", true, List.of(), List.of(), 0);

  private static final class Recorded implements TimelineSink {
    final List<String> calls = new ArrayList<>();

    @Override
    public void offCpu(OffCpuInterval interval) {
      calls.add(interval.durationNanos() / MILLI + "ms");
    }

    @Override
    public void probeHit(ProbeHit hit) {
      calls.add(hit.type().name());
    }

    @Override
    public void probeTorn(ProbeType type, long count) {
      calls.add("torn " + count);
    }

    @Override
    public void marker(TracedThread thread, long timeNanos, String text) {
      calls.add(text);
    }

    @Override
    public void dataLoss(int cpu, long startNanos, long endNanos, long count) {
      calls.add("lost " + count);
    }

    List<String> take() {
      List<String> taken = List.copyOf(calls);
      calls.clear();
      return taken;
    }
  }

  private final List<String> warnings = new ArrayList<>();
  private final List<String> infos = new ArrayList<>();
  private final LossHealth health = new LossHealth();
  private long nowNanos;
  private final Overload overload = new Overload(health, () -> nowNanos, warnings::add, infos::add);
  private final Recorded jfr = new Recorded();
  private final Recorded spans = new Recorded();
  private final Recorded metrics = new Recorded();
  private final Timeline timeline = timeline();

  private Timeline timeline() {
    SinkFanOut sinks = new SinkFanOut();
    sinks.add(overload.jfr(jfr, wait -> wait.durationNanos() >= 2 * MILLI));
    sinks.add(overload.spans(spans, 10 * MILLI));
    sinks.add(metrics);
    Timeline made =
        new Timeline(sinks, JavaThreads.UNKNOWN, tid -> "", SpanSource.NONE, () -> Long.MAX_VALUE);
    made.threadStarted(0, TID, "worker");
    return made;
  }

  private void windows(int count, long busyMillis) {
    for (int i = 0; i < count; i++) {
      nowNanos += (500 - busyMillis) * MILLI;
      overload.beforeDrain();
      nowNanos += busyMillis * MILLI;
      overload.afterDrain();
    }
  }

  /** Waits of 1, 5, 15 and 25 ms, a marker, a probe's hit, and a loss while in a call. */
  private void pass() {
    for (long millis : new long[] {1, 5, 15, 25}) {
      timeline.offCpu(TID, 0, 0, millis * MILLI, -1, 'S', 0, 0);
    }
    timeline.marker(0, TID, "mark");
    timeline.probeHit(0, TID, PROBE, ProbePoint.HIT, 0, null);
    timeline.probeHit(0, TID, PROBE, ProbePoint.ENTRY, 0, null);
    timeline.lost(0, 0, 1, 3);
  }

  private void expect(int level, List<String> inJfr, List<String> inSpans) {
    assertEquals(level, overload.level());
    pass();
    assertEquals(inJfr, jfr.take());
    assertEquals(inSpans, spans.take());
    assertEquals(
        List.of("1ms", "5ms", "15ms", "25ms", "mark", "p", "torn 1", "lost 3"), metrics.take());
  }

  @Test
  void eachLevelLeavesOutMore() {
    List<String> all = List.of("1ms", "5ms", "15ms", "25ms", "mark", "p", "torn 1", "lost 3");
    List<String> noWaits = List.of("mark", "p", "torn 1", "lost 3");
    expect(3, all, all);
    assertEquals(0, overload.spansLeftOut() + overload.jfrLeftOut());
    windows(3, 450);
    expect(2, all, noWaits);
    assertEquals(2, overload.spansLeftOut(), "those of 10 ms and more");
    assertEquals(0, overload.jfrLeftOut());
    windows(1, 450);
    expect(1, List.of("25ms", "mark", "p", "torn 1", "lost 3"), noWaits);
    assertEquals(2, overload.jfrLeftOut(), "those of 2 ms and more");
    assertEquals(20 * MILLI, overload.shortestShownNanos());
    windows(1, 450);
    expect(0, noWaits, noWaits);
    assertEquals(5, overload.jfrLeftOut());
    assertEquals(6, overload.spansLeftOut());
    windows(30, 10);
    expect(3, all, all);
    assertEquals(5, overload.jfrLeftOut());
    assertEquals(
        List.of(
            "overload: the reader is busy for 90 % of the time, so spans are left out, if need be"
                + " short waits in JFR as well, and at last all waits; metrics stay complete"),
        warnings);
    assertEquals(
        List.of("overload is over after 16.0 s; left out: 6 waits for spans, 5 waits in JFR"),
        infos);
  }

  @Test
  void relapsesWithinAMinuteAreNotTold() {
    windows(3, 450);
    windows(10, 10);
    windows(2, 450);
    windows(20, 10);
    assertEquals(3, overload.level());
    assertEquals(1, warnings.size());
    assertEquals(1, infos.size());
    windows(120, 10);
    windows(2, 450);
    assertEquals(2, warnings.size());
  }

  @Test
  void lossOfABusyReaderIsOverload() {
    windows(2, 300);
    assertEquals(3, overload.level());
    for (int i = 0; i < 2; i++) {
      health.losses++;
      windows(1, 300);
    }
    assertEquals(2, overload.level());
  }
}
