// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.WaitReason;
import java.util.ArrayList;
import java.util.List;

/** What one thread of a made-up application does, and what can be known of it. */
final class SimThread {

  enum Kind {
    CPU,
    RUN_QUEUE,
    WAIT,
    UNKNOWN
  }

  /**
   * What can be known of a stretch of time.
   *
   * @param reason of a wait, as is known once it is over, at {@code knownNanos}
   * @param letter of a wait, as is known before
   */
  record Segment(
      long from, long to, Kind kind, WaitReason reason, WaitReason letter, long knownNanos) {}

  enum State {
    RUNNING,
    WAITING,
    QUEUED
  }

  final int tid;
  final List<Segment> segments = new ArrayList<>();

  /** The virtual thread that it carries, or null. */
  SimLogical mounted;

  State state = State.RUNNING;

  /** Whether events have told what it does. */
  boolean known;

  private long sinceNanos;
  private long queuedNanos;
  private WaitReason reason;
  private WaitReason letter;

  SimThread(int tid) {
    this.tid = tid;
  }

  /** It had a CPU up to now, and goes on. */
  void seenRunning(long now) {
    add(sinceNanos, now, known ? Kind.CPU : Kind.UNKNOWN);
    sinceNanos = now;
    known = true;
  }

  void out(long now, char newLetter, WaitReason newReason, boolean wokenBefore) {
    seenRunning(now);
    letter = WaitReason.ofState(newLetter);
    reason = letter.isUnknown() ? newReason : letter;
    boolean queued = wokenBefore || newLetter == 'R';
    queuedNanos = now;
    state = queued ? State.QUEUED : State.WAITING;
  }

  void woken(long now) {
    queuedNanos = now;
    state = State.QUEUED;
  }

  void in(long now) {
    state = State.RUNNING;
    if (known) {
      addAbsence(queuedNanos, now, reason);
      sinceNanos = now;
    } else {
      seenRunning(now);
    }
  }

  /** Nothing is known from now on. */
  void torn(long now) {
    if (known && state == State.RUNNING) {
      seenRunning(now);
    } else if (known) {
      addAbsence(state == State.QUEUED ? queuedNanos : now, now, letter);
    } else {
      add(sinceNanos, now, Kind.UNKNOWN);
    }
    sinceNanos = now;
    known = false;
  }

  private void addAbsence(long queued, long now, WaitReason why) {
    if (queued > sinceNanos) {
      segments.add(new Segment(sinceNanos, queued, Kind.WAIT, why, letter, now));
    }
    add(queued, now, Kind.RUN_QUEUE);
  }

  private void add(long from, long to, Kind kind) {
    if (to > from) {
      segments.add(new Segment(from, to, kind, null, null, to));
    }
  }

  /** A platform thread as an application sees it, or a virtual one. */
  static final class SimLogical {

    /** A span was active from one time to another. */
    record Window(SpanRef span, long from, long to) {}

    /** Carried by a thread from one time to another. */
    record Mount(SimThread carrier, long from, long to) {}

    final boolean virtual;
    final int index;
    final List<SpanRef> active = new ArrayList<>();
    final List<Window> windows = new ArrayList<>();
    final List<Mount> mounts = new ArrayList<>();
    final List<Long> unmounts = new ArrayList<>();
    final List<List<SpanRef>> suspended = new ArrayList<>();
    private final List<Long> since = new ArrayList<>();
    private boolean none;
    SimThread carrier;
    private long mountedNanos;

    SimLogical(int index, boolean virtual) {
      this.index = index;
      this.virtual = virtual;
    }

    void mount(SimThread newCarrier, long now) {
      carrier = newCarrier;
      carrier.mounted = this;
      mountedNanos = now;
    }

    void unmount(long now) {
      mounts.add(new Mount(carrier, mountedNanos, now));
      unmounts.add(now);
      carrier.mounted = null;
      carrier = null;
    }

    /** By its own means: lists of spans, from the outermost on. */
    void moveTo(SpanRef span, long now) {
      int parked = lastWith(span);
      if (span != null && active.contains(span)) {
        close(active.indexOf(span) + 1, now);
      } else if (parked >= 0) {
        close(0, now);
        List<SpanRef> chain = suspended.get(parked);
        chain.subList(0, chain.indexOf(span) + 1).forEach(again -> open(again, now));
        suspended.subList(parked, suspended.size()).clear();
      } else {
        leave(span, now);
        if (span != null && span.sampled()) {
          open(span, now);
        }
      }
      none = span == null;
    }

    private int lastWith(SpanRef span) {
      int index = suspended.size() - 1;
      while (index >= 0 && !suspended.get(index).contains(span)) {
        index--;
      }
      return index;
    }

    private void leave(SpanRef span, long now) {
      if (active.isEmpty()) {
        boolean stays = span == null || suspended.isEmpty();
        if (none && !stays && !isOfTrace(suspended.get(suspended.size() - 1), span)) {
          suspended.clear();
        }
      } else if (span == null || !isOfTrace(active, span)) {
        if (active.size() > 1 || !suspended.isEmpty()) {
          suspended.add(new ArrayList<>(active));
          suspended.subList(0, Math.max(0, suspended.size() - SuspendedScopes.MAX)).clear();
        }
        close(0, now);
      }
    }

    private static boolean isOfTrace(List<SpanRef> chain, SpanRef span) {
      return chain.get(0).traceId().equals(span.traceId());
    }

    private void open(SpanRef span, long now) {
      active.add(span);
      since.add(now);
    }

    private void close(int kept, long now) {
      while (active.size() > kept) {
        int last = active.size() - 1;
        windows.add(new Window(active.remove(last), since.remove(last), now));
      }
    }
  }
}
