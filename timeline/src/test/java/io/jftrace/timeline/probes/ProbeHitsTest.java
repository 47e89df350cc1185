// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.probes;

import static io.jftrace.timeline.probes.ProbesFixture.STACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.jftrace.timeline.JavaThreads;
import io.jftrace.timeline.SinkFanOut;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.TimelineSink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a hit. */
class ProbeHitsTest {

  private static final int A = 1;
  private static final long SECOND = 1_000_000_000;

  private final ProbesFixture probes = new ProbesFixture(1);

  private static ProbeType limited(long maxShownPerSecond) {
    return new ProbeType("p", "", false, List.of(), List.of(), maxShownPerSecond);
  }

  @Test
  void hasItsValues() {
    ProbeField path = new ProbeField("path", ProbeField.Kind.TEXT);
    ProbeField flags = new ProbeField("flags", ProbeField.Kind.ADDRESS);
    ProbeType open = new ProbeType("open", "", false, List.of(path, flags), List.of(), 0);
    probes.hit(10, A, open, "/etc/hosts", 3);
    assertEquals(List.of("1 open 10-10 /etc/hosts 3"), probes.hits);
  }

  @Test
  void callHasThoseOfItsEntryAndOfItsReturn() {
    ProbeField path = new ProbeField("path", ProbeField.Kind.TEXT);
    ProbeField error = new ProbeField("error", ProbeField.Kind.TEXT);
    List<ProbeField> entry = List.of(new ProbeField("dir", ProbeField.Kind.SIGNED), path);
    List<ProbeField> exit = List.of(error, new ProbeField("retval", ProbeField.Kind.SIGNED));
    ProbeType open = new ProbeType("open", "", true, entry, exit, 0);
    probes.enter(10, A, open, STACK, -100, "a");
    probes.enter(20, A, open, STACK - 64, 5, "b");
    probes.leave(30, A, open, STACK - 56, "none", 7);
    probes.leave(40, A, open, STACK + 8, "bad", -1);
    probes.enter(50, A, open, STACK, 6, "c");
    probes.leave(60, A, open, STACK + 8, "", 8);
    assertEquals(
        List.of("1 open 20-30 5 b none 7", "1 open 10-40 -100 a bad -1", "1 open 50-60 6 c  8"),
        probes.hits);
  }

  @Test
  void thoseOfTheAgentItselfAreLeftOut() {
    ProbeType call = ProbesFixture.call("f");
    ProbeType hit = limited(1);
    probes.timeline.threadStarted(0, A, "jftrace-http-1");
    probes.enter(10, A, call, STACK, 1);
    probes.leave(20, A, call, STACK + 8, 2);
    probes.hit(30, A, hit);
    probes.timeline.threadStarted(40, A, "http-1");
    probes.enter(50, A, call, STACK, 3);
    probes.leave(60, A, call, STACK + 8, 4);
    // Within the limit.
    probes.hit(70, A, hit);
    assertEquals(List.of("1 f 50-60 3 4", "1 p 70-70"), probes.hits);
    assertEquals(0, probes.torn);
  }

  @Test
  void spanIsThatOfTheStart() {
    List<SpanRef> spans = new ArrayList<>();
    List<Long> asked = new ArrayList<>();
    SpanRef outer = new SpanRef("t", "outer", true);
    SpanRef inner = new SpanRef("t", "inner", true);
    TimelineSink sink =
        new TimelineSink() {
          @Override
          public void probeHit(ProbeHit hit) {
            spans.add(hit.span());
            assertSame(hit.span(), hit.span());
          }
        };
    Timeline timeline =
        new Timeline(
            sink,
            JavaThreads.UNKNOWN,
            tid -> "",
            (thread, time) -> {
              asked.add(time);
              return time < 20 ? outer : inner;
            },
            () -> 0);
    timeline.threadStarted(0, A, "a");
    ProbeType call = new ProbeType("f", "", true, List.of(), List.of(), 0);
    timeline.probeHit(10, A, call, ProbePoint.ENTRY, STACK, null);
    timeline.probeHit(30, A, limited(0), ProbePoint.HIT, 0, null);
    timeline.probeHit(40, A, call, ProbePoint.RETURN, STACK, null);
    assertEquals(List.of(inner, outer), spans);
    assertEquals(List.of(10L, 30L), asked, "never back");
  }

  @Test
  void spanOfAHitThatNobodyWantsIsNotLookedFor() {
    probes.hit(10, A, limited(0));
    assertEquals(1, probes.hits.size());
    assertEquals(List.of(), probes.spansAskedAt);
  }

  @Test
  void soManyAreShownEachSecond() {
    ProbeType two = limited(2);
    for (long time : new long[] {0, 1, 2, SECOND - 1, SECOND, SECOND + 5, SECOND + 6}) {
      probes.hit(time, A, two);
    }
    probes.hit(9 * SECOND, A, two);
    assertEquals(
        List.of(
            "1 p 0-0",
            "1 p 1-1",
            "1 p 2-2 hidden",
            "1 p 999999999-999999999 hidden",
            "1 p 1000000000-1000000000",
            "1 p 1000000005-1000000005",
            "1 p 1000000006-1000000006 hidden",
            "1 p 9000000000-9000000000"),
        probes.hits);
  }

  @Test
  void eachProbeHasItsOwnLimitAndCallsCountWhenTheyReturn() {
    ProbeType call = new ProbeType("f", "", true, List.of(), List.of(), 1);
    probes.hit(0, A, limited(1));
    probes.enter(10, A, call, STACK);
    probes.enter(20, A, call, STACK - 64);
    probes.leave(30, A, call, STACK - 64);
    probes.leave(SECOND + 29, A, call, STACK);
    probes.enter(SECOND + 30, A, call, STACK);
    probes.leave(SECOND + 30, A, call, STACK);
    assertEquals(
        List.of("1 p 0-0", "1 f 20-30", "1 f 10-1000000029 hidden", "1 f 1000000030-1000000030"),
        probes.hits);
  }

  @Test
  void withoutALimitAllAreShown() {
    ProbeType all = limited(0);
    for (int i = 0; i < 1000; i++) {
      probes.hit(i, A, all);
    }
    assertEquals(1000, probes.hits.size());
    assertEquals(List.of(), probes.hits.stream().filter(hit -> hit.endsWith("hidden")).toList());
  }

  @Test
  void allSinksAreTold() {
    ProbesFixture first = new ProbesFixture(0);
    ProbesFixture second = new ProbesFixture(0);
    SinkFanOut both = new SinkFanOut();
    both.add(first);
    both.add(second);
    both.probeTorn(limited(0), 3);
    Timeline timeline = new Timeline(both, JavaThreads.UNKNOWN, tid -> "", (t, n) -> null, () -> 0);
    timeline.threadStarted(0, A, "a");
    timeline.probeHit(1, A, limited(0), ProbePoint.HIT, 0, null);
    assertEquals(List.of("1 p 1-1"), first.hits);
    assertEquals(first.hits, second.hits);
    assertEquals(6, first.torn + second.torn);
  }
}
