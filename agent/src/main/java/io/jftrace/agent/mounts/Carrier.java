// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.mounts;

import io.jftrace.hook.JftraceMountLog;
import io.jftrace.hook.JftraceMountRing;
import io.jftrace.timeline.SpanRef;

/** Reads the ring of one carrier, and knows which virtual threads were mounted on it lately. */
final class Carrier {

  /** In the place of a virtual thread: which one was mounted, if any, cannot be told. */
  static final Object UNKNOWN = new Object();

  /** More are not kept, whatever the interval of drains. */
  private static final int MAX_HISTORY = 1 << 18;

  private static final int MAX_CAPACITY = 1 << 16;

  /** A ring gets larger by this if more than one part in so many was written between two reads. */
  private static final int GROWTH = 4;

  private final int place;
  private final VirtualSpans spans;
  private final LostTimes lost;
  private final MountOrder order;

  /** Threads, {@link #UNKNOWN}, or null for none. */
  private final TimedValues<Object> mounted = new TimedValues<>();

  private JftraceMountRing ring;
  private JftraceMountRing nextRing;
  private long next;

  /** Linux counts {@code System.nanoTime()} from the machine's start. */
  private long lastNanos = 0;

  private boolean losing;
  private int drainsSinceEnd;

  Carrier(int place, JftraceMountRing ring, VirtualSpans spans, LostTimes lost, MountOrder order) {
    this.place = place;
    this.ring = ring;
    this.spans = spans;
    this.lost = lost;
    this.order = order;
  }

  Thread thread() {
    return ring.owner();
  }

  /** A virtual thread, {@link #UNKNOWN}, or null: none was mounted. */
  Object mountedAt(long timeNanos) {
    int index = mounted.indexAt(timeNanos);
    return index < 0 ? UNKNOWN : mounted.value(index);
  }

  /**
   * Takes what has been written since the last call.
   *
   * @return the number of entries, with those that were lost
   */
  long read() {
    // Before the old ring's last entries are looked for: the carrier does not come back to it.
    boolean moved = nextRing != null && nextRing.written() > 0;
    long before = next;
    readRing();
    long count = next - before;
    if (moved) {
      ring = nextRing;
      nextRing = null;
      next = 0;
      count += read();
    }
    return count;
  }

  /** Gives it a larger ring if it needs one and if there are entries left in the budget. */
  int enlarge(long entries, int budget) {
    int capacity = Math.min(GROWTH * ring.capacity(), MAX_CAPACITY);
    int added = capacity - ring.capacity();
    if (nextRing != null || entries < ring.capacity() / GROWTH || added == 0 || added > budget) {
      return 0;
    }
    nextRing = new JftraceMountRing(ring.owner(), capacity);
    JftraceMountLog.replace(place, ring, nextRing);
    return added;
  }

  /** What {@link #enlarge} has taken from the budget. */
  int capacity() {
    return nextRing == null ? ring.capacity() : nextRing.capacity();
  }

  /** Forgets which threads were mounted before a time. */
  void forgetBefore(long timeNanos) {
    mounted.forgetBefore(timeNanos);
  }

  /** Whether the thread has ended so long ago that nobody asks for it any more; then it is left. */
  boolean isOver() {
    if (ring.owner().isAlive() || ++drainsSinceEnd <= 2) {
      return false;
    }
    JftraceMountLog.release(place, nextRing == null ? ring : nextRing);
    return true;
  }

  private void readRing() {
    long written = ring.written();
    while (next < written) {
      // The slot of the next index, which is that of the oldest entry, may be half overwritten.
      if (next <= written - ring.capacity() || !readEntry(next)) {
        losing = true;
        written = ring.written();
        next = Math.max(next + 1, written - ring.capacity() + 1);
      } else {
        next++;
      }
    }
    if (losing) {
      // What comes next is not known yet: until then, nothing is.
      lose(System.nanoTime());
    }
  }

  /** False if it is overwritten, or was cleared as the reader was too late for the one before. */
  private boolean readEntry(long index) {
    byte kind = ring.kind(index);
    long timeNanos = ring.timeNanos(index);
    Thread virtual = ring.virtual(index);
    SpanRef span = null;
    boolean torn = virtual == null && kind != JftraceMountRing.UNMOUNT;
    if (kind == JftraceMountRing.SPAN || kind == JftraceMountRing.SAMPLED_SPAN) {
      span = span(index, kind == JftraceMountRing.SAMPLED_SPAN);
      torn |= span.traceId() == null || span.spanId() == null;
    }
    if (!ring.isIntact(index) || torn) {
      return false;
    }
    ring.clear(index);
    entry(kind, timeNanos, virtual, span);
    return true;
  }

  private void lose(long untilNanos) {
    mounted.add(lastNanos, UNKNOWN);
    lost.add(lastNanos, untilNanos);
    order.lost(lastNanos, untilNanos);
  }

  private SpanRef span(long index, boolean sampled) {
    return new SpanRef(
        ring.traceId(index),
        ring.spanId(index),
        sampled,
        ring.clockOffsetNanos(index),
        ring.resource(index));
  }

  private void entry(byte kind, long timeNanos, Thread virtual, SpanRef span) {
    // The time of a transition is taken before the scope is entered, maybe on another carrier.
    long orderedNanos = Math.max(timeNanos, lastNanos);
    if (losing) {
      losing = false;
      lose(orderedNanos);
    }
    lastNanos = orderedNanos;
    order.add(ring.owner(), kind, orderedNanos, virtual, span);
    boolean same = mounted.size() > 0 && mounted.value(mounted.size() - 1) == virtual;
    if (!same) {
      mounted.add(orderedNanos, virtual);
    }
    if (kind != JftraceMountRing.MOUNT && kind != JftraceMountRing.UNMOUNT) {
      spans.transition(virtual, timeNanos, span);
    }
    if (mounted.size() > MAX_HISTORY) {
      mounted.forgetBefore(mounted.timeNanos(MAX_HISTORY / 2));
    }
  }
}
