// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.probes;

import io.jftrace.timeline.JavaThreads;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.scheduler.ThreadStates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The timeline with threads that are there from the start, and what it passes, a line each. */
final class ProbesFixture implements TimelineSink {

  /** The stack of a thread grows down from here. */
  static final long STACK = 0x7fff_0000_0000L;

  final List<String> hits = new ArrayList<>();
  final List<Long> spansAskedAt = new ArrayList<>();
  long torn;
  final Timeline timeline = new Timeline(this, JavaThreads.UNKNOWN, tid -> "", this::span, () -> 0);
  final ThreadStates events = new ThreadStates(timeline);

  ProbesFixture(int threads) {
    for (int tid = 1; tid <= threads; tid++) {
      events.found(0, tid, 'R');
    }
  }

  /** A call with one number at the entry, and one at the return. */
  static ProbeType call(String name) {
    return new ProbeType(name, "call:lib:" + name, true, numbers("in"), numbers("out"), 0);
  }

  static List<ProbeField> numbers(String... names) {
    return Arrays.stream(names).map(n -> new ProbeField(n, ProbeField.Kind.SIGNED)).toList();
  }

  void enter(long timeNanos, int tid, ProbeType type, long stackPointer, Object... values) {
    events.probeHit(timeNanos, tid, type, ProbePoint.ENTRY, stackPointer, values(values));
  }

  void leave(long timeNanos, int tid, ProbeType type, long stackPointer, Object... values) {
    events.probeHit(timeNanos, tid, type, ProbePoint.RETURN, stackPointer, values(values));
  }

  void hit(long timeNanos, int tid, ProbeType type, Object... values) {
    events.probeHit(timeNanos, tid, type, ProbePoint.HIT, 0, values(values));
  }

  private static ProbeValues values(Object... values) {
    return new ProbeValues() {
      @Override
      public long number(int index) {
        return ((Number) values[index]).longValue();
      }

      @Override
      public String text(int index) {
        return (String) values[index];
      }
    };
  }

  private SpanRef span(TracedThread thread, long timeNanos) {
    spansAskedAt.add(timeNanos);
    return new SpanRef("trace", "span" + timeNanos, true);
  }

  @Override
  public void probeHit(ProbeHit hit) {
    String times = hit.startNanos() + "-" + hit.endNanos();
    StringBuilder line = new StringBuilder(hit.thread().tid() + " " + hit.type().name() + " ");
    line.append(times);
    List<ProbeField> fields = hit.type().fields();
    for (int i = 0; i < fields.size(); i++) {
      boolean text = fields.get(i).kind() == ProbeField.Kind.TEXT;
      line.append(' ').append(text ? hit.text(i) : hit.number(i));
    }
    hits.add(line.append(hit.isShown() ? "" : " hidden").toString());
  }

  @Override
  public void probeTorn(ProbeType type, long count) {
    torn += count;
  }
}
