// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.WaitReason;
import io.jftrace.timeline.spans.SimThread.Segment;
import io.jftrace.timeline.spans.SimThread.SimLogical;
import io.jftrace.timeline.spans.SimThread.SimLogical.Mount;
import io.jftrace.timeline.spans.SimThread.SimLogical.Window;
import java.util.Map;
import java.util.TreeMap;

/** What the account of one span must be: it looks at all that happened, for each span anew. */
final class SpanOracle {

  private final SpanRef span;
  private final long endNanos;
  private final long finishedNanos;
  private final Map<String, Long> sums = new TreeMap<>();

  /**
   * @param finishedNanos which waits were over when the account was finished
   */
  SpanOracle(RandomSpans world, SpanRef span, long finishedNanos) {
    this.span = span;
    this.endNanos = world.endNanos.get(span);
    this.finishedNanos = finishedNanos;
    world.logicals.forEach(this::add);
  }

  String text() {
    return sums.toString();
  }

  boolean wasActive() {
    return sums.containsKey("threads");
  }

  private void add(SimLogical thread) {
    boolean active = false;
    for (Window window : thread.windows) {
      if (window.span().equals(span) && window.from() < endNanos) {
        active = true;
        add(thread, window.from(), Math.min(window.to(), endNanos));
      }
    }
    if (active) {
      sum("threads", 1);
    }
  }

  private void add(SimLogical thread, long from, long to) {
    sum("total", to - from);
    long mounted = 0;
    for (Mount mount : thread.mounts) {
      long mountedFrom = Math.max(from, mount.from());
      long mountedTo = Math.min(to, mount.to());
      if (mountedTo > mountedFrom) {
        mounted += mountedTo - mountedFrom;
        add(mount.carrier(), mountedFrom, mountedTo);
      }
    }
    if (thread.virtual) {
      sum("unmounted", to - from - mounted);
      sum("unmounts", thread.unmounts.stream().filter(t -> from <= t && t < to).count());
    }
  }

  private void add(SimThread thread, long from, long to) {
    long covered = 0;
    for (Segment segment : thread.segments) {
      long segmentFrom = Math.max(from, segment.from());
      long segmentTo = Math.min(to, segment.to());
      if (segmentTo > segmentFrom) {
        covered += segmentTo - segmentFrom;
        add(segment, segmentTo - segmentFrom, segmentFrom == segment.from());
      }
    }
    sum("unknown", to - from - covered);
  }

  private void add(Segment segment, long nanos, boolean counted) {
    switch (segment.kind()) {
      case CPU -> sum("cpu", nanos);
      case UNKNOWN -> sum("unknown", nanos);
      case RUN_QUEUE -> {
        sum("on-queue", nanos);
        sum("on-queues", counted ? 1 : 0);
      }
      case WAIT -> {
        boolean over = segment.knownNanos() <= finishedNanos;
        WaitReason reason = over ? segment.reason() : segment.letter();
        sum(reason.label(), nanos);
        sum(reason.label() + "s", counted ? 1 : 0);
      }
    }
  }

  private void sum(String name, long value) {
    if (value != 0) {
      sums.merge(name, value, Long::sum);
    }
  }

  /** The same of an account. */
  static String text(SpanAccount account) {
    Map<String, Long> sums = new TreeMap<>();
    sums.put("cpu", account.cpuNanos());
    sums.put("on-queue", account.runQueueNanos());
    sums.put("on-queues", account.runQueueCount());
    sums.put("unmounted", account.unmountedNanos());
    sums.put("unmounts", account.unmountedCount());
    sums.put("unknown", account.unknownNanos());
    sums.put("total", account.threadNanos());
    sums.put("threads", (long) account.threads());
    for (WaitReason reason : WaitReason.values()) {
      sums.put(reason.label(), account.waitNanos(reason));
      sums.put(reason.label() + "s", account.waitCount(reason));
    }
    sums.values().removeIf(value -> value == 0);
    return sums.toString();
  }
}
