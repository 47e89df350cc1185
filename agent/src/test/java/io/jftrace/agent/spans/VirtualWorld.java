// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.hook.JftraceMountLog;
import io.jftrace.hook.JftraceMountRing;
import io.jftrace.timeline.SpanRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Carriers that run virtual threads on which spans are active, step by step at random: what they
 * log, and a record of it from which the truth of each span is made.
 */
final class VirtualWorld {

  private static final int MAX_DEPTH = 6;
  private static final long OPEN = Long.MAX_VALUE;

  private static final class Stretch {
    final SpanRef span;
    final long from;
    long to = OPEN;

    Stretch(SpanRef span, long from) {
      this.span = span;
      this.from = from;
    }
  }

  private static final class Virtual {
    final Thread thread;
    final List<Stretch> mounts = new ArrayList<>();
    final List<Stretch> windows = new ArrayList<>();
    final List<Stretch> stack = new ArrayList<>();
    boolean mounted;

    Virtual(Thread thread) {
      this.thread = thread;
    }
  }

  final List<SpanRef> spans = new ArrayList<>();
  final Map<SpanRef, Long> ends = new HashMap<>();
  private final Random random;
  private final List<Thread> carriers;
  private final boolean sharing;
  private final Virtual[] mounted;
  private final List<Virtual> virtuals = new ArrayList<>();
  private long lastNanos;

  /**
   * @param sharing whether a span may be active on several threads
   */
  VirtualWorld(Random random, List<Thread> carriers, List<Thread> threads, boolean sharing) {
    this.random = random;
    this.carriers = carriers;
    this.sharing = sharing;
    this.mounted = new Virtual[carriers.size()];
    threads.forEach(thread -> virtuals.add(new Virtual(thread)));
  }

  /** Later than all before. */
  long now() {
    lastNanos = Math.max(lastNanos + 1, System.nanoTime());
    return lastNanos;
  }

  /** One carrier does one thing. */
  void step(int carrier) {
    JftraceMountRing ring = JftraceMountLog.ring(carriers.get(carrier));
    long now = now();
    Virtual virtual = mounted[carrier];
    if (virtual == null) {
      mount(carrier, ring, now);
      return;
    }
    switch (random.nextInt(8)) {
      case 0, 1 -> unmount(carrier, ring, now);
      case 2, 3, 4 -> moveTo(virtual, ring, newSpan(virtual), now);
      case 5 -> {
        boolean turns = sharing && virtual.stack.size() < 2;
        moveTo(virtual, ring, turns ? another() : outer(virtual), now);
      }
      case 6 -> moveTo(virtual, ring, outer(virtual), now);
      default -> end(another(), now);
    }
  }

  /** All spans that are left end. */
  void finish() {
    long now = now();
    spans.forEach(span -> end(span, now));
  }

  private void mount(int carrier, JftraceMountRing ring, long now) {
    Virtual virtual = virtuals.get(random.nextInt(virtuals.size()));
    if (!virtual.mounted) {
      virtual.mounted = true;
      virtual.mounts.add(new Stretch(null, now));
      mounted[carrier] = virtual;
      ring.add(JftraceMountRing.MOUNT, virtual.thread, now);
    }
  }

  private void unmount(int carrier, JftraceMountRing ring, long now) {
    Virtual virtual = mounted[carrier];
    virtual.mounts.get(virtual.mounts.size() - 1).to = now;
    virtual.mounted = false;
    mounted[carrier] = null;
    ring.add(JftraceMountRing.UNMOUNT, null, now);
  }

  private SpanRef newSpan(Virtual virtual) {
    int depth = virtual.stack.size();
    if (depth == MAX_DEPTH) {
      return outer(virtual);
    }
    String number = "%016x".formatted(spans.size() + 1);
    String trace = depth == 0 ? "trace" + number : virtual.stack.get(0).span.traceId();
    SpanRef span = new SpanRef(trace, number, true);
    spans.add(span);
    return span;
  }

  /** Of the younger ones: it may be active elsewhere, and may have ended. */
  private SpanRef another() {
    int count = spans.size();
    return count == 0 ? null : spans.get(count - 1 - random.nextInt(Math.min(30, count)));
  }

  /** Scopes are closed one by one. */
  private static SpanRef outer(Virtual virtual) {
    int depth = virtual.stack.size();
    return depth < 2 ? null : virtual.stack.get(depth - 2).span;
  }

  private static void moveTo(Virtual virtual, JftraceMountRing ring, SpanRef span, long now) {
    if (span == null) {
      ring.add(JftraceMountRing.NO_SPAN, virtual.thread, now);
      pop(virtual, 0, now);
      return;
    }
    ring.addSpan(virtual.thread, span.traceId(), span.spanId(), true, 0, null, now);
    List<Stretch> stack = virtual.stack;
    int depth = stack.size();
    while (depth > 0 && !stack.get(depth - 1).span.equals(span)) {
      depth--;
    }
    boolean sameTrace = !stack.isEmpty() && stack.get(0).span.traceId().equals(span.traceId());
    pop(virtual, depth == 0 && sameTrace ? stack.size() : depth, now);
    if (depth == 0) {
      Stretch window = new Stretch(span, now);
      stack.add(window);
      virtual.windows.add(window);
    }
  }

  private static void pop(Virtual virtual, int depth, long now) {
    List<Stretch> ended = virtual.stack.subList(depth, virtual.stack.size());
    ended.forEach(window -> window.to = now);
    ended.clear();
  }

  private void end(SpanRef span, long now) {
    if (span != null) {
      ends.putIfAbsent(span, now);
    }
  }

  /** What the account of each span that was active must be, as {@link #text} has it. */
  Map<SpanRef, String> truth() {
    Map<SpanRef, long[]> sums = new HashMap<>();
    for (Virtual virtual : virtuals) {
      Map<SpanRef, Boolean> seen = new HashMap<>();
      for (Stretch window : virtual.windows) {
        long end = Math.min(window.to, ends.get(window.span));
        if (window.from < end) {
          long[] sum = sums.computeIfAbsent(window.span, span -> new long[4]);
          sum[3] += seen.put(window.span, true) == null ? 1 : 0;
          add(virtual, window.from, end, sum);
        }
      }
    }
    Map<SpanRef, String> truth = new HashMap<>();
    sums.forEach((span, s) -> truth.put(span, text(s[0], s[1], s[2], s[0] + s[1], s[3])));
    return truth;
  }

  private static void add(Virtual virtual, long from, long to, long[] sum) {
    long cpu = 0;
    for (int i = virtual.mounts.size() - 1; i >= 0; i--) {
      Stretch mount = virtual.mounts.get(i);
      if (mount.to < from) {
        break;
      }
      cpu += Math.max(0, Math.min(to, mount.to) - Math.max(from, mount.from));
      sum[2] += mount.to < to ? 1 : 0;
    }
    sum[0] += cpu;
    sum[1] += to - from - cpu;
  }

  static String text(long cpu, long unmounted, long unmounts, long total, long threads) {
    return "cpu %d, unmounted %d (%d), total %d on %d"
        .formatted(cpu, unmounted, unmounts, total, threads);
  }
}
