// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.exporter.TestHit;
import io.jftrace.exporter.TestTimeline;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.WaitReason;
import io.jftrace.timeline.probes.ProbeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random waits and calls in any order: the budgets hold, and nothing is lost or told twice. */
final class ChildSpansPropertyTest {

  private static final int RUNS = 150;
  private static final int THREADS = 3;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000;
  private static final long CLOCK = System.currentTimeMillis() * MILLI - System.nanoTime();
  private static final char[] STATES = {'S', 'D', 'R', 'T'};
  private static final ProbeType[] PROBES = {
    TestHit.probe("fsync", true), TestHit.probe("malloc", true)
  };

  /** What a parent had of one kind, one by one or in sums. */
  private record Total(long count, long nanos, long firstNanos, long lastNanos) {

    Total plus(Total other) {
      return new Total(
          count + other.count,
          nanos + other.nanos,
          Math.min(firstNanos, other.firstNanos),
          Math.max(lastNanos, other.lastNanos));
    }
  }

  /** A child of its own, and when the budget of the second saw it. */
  private record Own(ChildSpan span, long latestNanos) {}

  private static final class Run {

    private final Random random;
    private final int maxPerParent;
    private final int maxPerSecond;
    private final int parents;
    private final Map<String, Total> given = new HashMap<>();
    private final Map<String, Total> told = new HashMap<>();
    private final List<Own> own = new ArrayList<>();
    private final ChildSpanSink sink;
    private final TestTimeline timeline;
    private long latestNanos = Long.MIN_VALUE;
    private long summed;

    Run(long seed) {
      random = new Random(seed);
      maxPerParent = random.nextInt(40);
      maxPerSecond = random.nextInt(200);
      parents = 1 + random.nextInt(30);
      OtelSettings settings =
          new OtelSettings(
              name -> null, null, MILLI, maxPerParent, maxPerSecond, false, "1", line -> {});
      sink = new ChildSpanSink(settings, this::take);
      timeline = new TestTimeline(sink);
      for (int tid = 1; tid <= THREADS; tid++) {
        timeline.thread(tid, "worker-" + tid);
      }
    }

    void play() {
      long nowNanos = 0;
      for (int i = 0; i < 1500; i++) {
        nowNanos += random.nextInt(10) == 0 ? random.nextLong(SECOND) : random.nextLong(MILLI);
        long endNanos = nowNanos - random.nextLong(20 * MILLI);
        // From half of what is wanted to hundreds of times as much, longer ones less often.
        long durationNanos = (MILLI / 2 + random.nextLong(MILLI)) << random.nextInt(9);
        happens(endNanos - durationNanos, endNanos);
        if (random.nextInt(20) == 0) {
          sink.complete(nowNanos);
        }
        if (random.nextInt(50) == 0) {
          sink.parentEnded(ParentId.of(parent(random.nextInt(parents))));
        }
      }
      sink.passSums();
    }

    private SpanRef parent(int number) {
      return new SpanRef("a".repeat(32), "%016x".formatted(number + 1), true, CLOCK);
    }

    private void happens(long startNanos, long endNanos) {
      SpanRef parent = parent(random.nextInt(parents));
      int tid = 1 + random.nextInt(THREADS);
      if (endNanos - startNanos >= MILLI) {
        latestNanos = Math.max(latestNanos, endNanos);
      }
      String kind;
      if (random.nextBoolean()) {
        ProbeType probe = PROBES[random.nextInt(PROBES.length)];
        kind = "call " + probe.name();
        sink.probeHit(
            new TestHit(probe, timeline.events().thread(tid), startNanos, endNanos, parent));
      } else {
        char state = STATES[random.nextInt(STATES.length)];
        kind = "wait " + WaitReason.ofState(state).label();
        timeline.span(tid, parent);
        timeline.events().offCpu(tid, startNanos, endNanos, endNanos, -1, state, 0, 0);
      }
      if (endNanos - startNanos >= MILLI) {
        add(given, parent, kind, 1, endNanos - startNanos, startNanos + CLOCK, endNanos + CLOCK);
      }
    }

    private void take(ChildSpan span) {
      long start = span.startEpochNanos();
      long end = span.endEpochNanos();
      if (span instanceof OtherSpan sum) {
        String kind = (sum.kind().isCall() ? "call " : "wait ") + sum.kind().name();
        assertTrue(sum.maxNanos() <= sum.totalNanos() && sum.maxNanos() <= end - start);
        assertTrue(sum.totalNanos() <= sum.count() * sum.maxNanos());
        add(told, span.parent(), kind, sum.count(), sum.totalNanos(), start, end);
        summed += sum.count();
      } else {
        add(told, span.parent(), span.name(), 1, end - start, start, end);
        own.add(new Own(span, latestNanos));
      }
    }

    private static void add(
        Map<String, Total> totals,
        SpanRef parent,
        String kind,
        long count,
        long nanos,
        long start,
        long end) {
      totals.merge(parent.spanId() + " " + kind, new Total(count, nanos, start, end), Total::plus);
    }

    void check(String run) {
      assertEquals(given.keySet(), told.keySet(), run);
      given.forEach((kind, total) -> assertEquals(total, told.get(kind), run + " " + kind));
      assertEquals(summed, sink.summed(), run);
      Map<SpanRef, Integer> perParent = new HashMap<>();
      own.forEach(child -> perParent.merge(child.span.parent(), 1, Integer::sum));
      perParent.forEach((parent, count) -> assertTrue(count <= maxPerParent, run));
      checkSeconds(run);
    }

    /** In no period more than one second's worth, and what the period itself gives. */
    private void checkSeconds(String run) {
      for (int from = 0; from < own.size(); from++) {
        for (int to = from; to < own.size(); to++) {
          double seconds = (own.get(to).latestNanos - own.get(from).latestNanos) / (double) SECOND;
          assertTrue(to - from + 1 <= maxPerSecond * (1 + seconds) + 1e-6, run);
        }
      }
    }
  }

  @Test
  void budgetsHoldAndEveryWaitIsToldOnce() {
    long one = 0;
    long together = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      Run run = new Run(seed);
      run.play();
      run.check("seed " + seed);
      one += run.own.size();
      together += run.summed;
    }
    assertTrue(one > 1000, () -> "hardly any of their own");
    assertTrue(together > 1000, () -> "hardly any in sums");
  }
}
