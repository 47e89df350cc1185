// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.WaitReason;

/**
 * An account that still grows, until the timeline has passed the span's end; from then on it stays
 * as it is. What is after the end is never charged, also if a thread keeps the span active.
 */
public final class OpenAccount implements SpanAccount {

  static final long NOT_ENDED = Long.MAX_VALUE;

  private static final int WINDOW = 1 << 8;
  private static final int VIRTUAL = 1 << 9;
  private static final int COUNTED = 1 << 10;
  private static final int UNMOUNT = 1 << 11;
  private static final int UNMOUNTED = 1 << 12;
  private static final int KIND = 0xff;

  private final ChargeJournal journal;
  private final ActiveWindows windows = new ActiveWindows();
  private final long[] nanos = new long[TimeKinds.COUNT];
  private final int[] counts = new int[TimeKinds.COUNT];
  private SpanRef span;
  private long endNanos = NOT_ENDED;
  private boolean finished;
  private boolean torn;

  /** Of {@link #nanos}, those of all kinds together on either sort of thread. */
  private long platformNanos;

  private long virtualNanos;
  private long unmountedCount;

  /** The latest time that it has to do with, so far. */
  private long reachedNanos;

  /** What it was charged with up to then is not in the journal any more. */
  private long overwrittenNanos = Long.MIN_VALUE;

  OpenAccount(SpanRef span, ChargeJournal journal) {
    this.span = span;
    this.journal = journal;
  }

  /** It is active on the thread of that stack, see {@link ActiveWindows#open}. */
  void opened(int stackId, SpanRef activeSpan, long timeNanos) {
    if (finished) {
      return;
    }
    span = activeSpan;
    windows.open(stackId, timeNanos);
    reachedNanos = Math.max(reachedNanos, timeNanos);
  }

  /** It is not any more. */
  void closed(int stackId, long timeNanos) {
    if (finished) {
      return;
    }
    mounted(stackId, timeNanos);
    long since = windows.close(stackId);
    long until = Math.min(timeNanos, endNanos);
    if (until > since) {
      boolean virtual = stackId < 0;
      windows.add(virtual, until - since);
      note(WINDOW | (virtual ? VIRTUAL : 0), since, until);
    }
  }

  /** The virtual thread that it is active on was unmounted. */
  void unmounted(int stackId, long timeNanos) {
    if (finished) {
      return;
    }
    windows.unmount(stackId, timeNanos);
    if (timeNanos < endNanos) {
      unmountedCount++;
      note(UNMOUNT, timeNanos, timeNanos + 1);
    }
  }

  /** It was mounted again, unless it is. */
  void mounted(int stackId, long timeNanos) {
    if (finished) {
      return;
    }
    long since = windows.mount(stackId, timeNanos);
    long until = Math.min(timeNanos, endNanos);
    if (until > since) {
      windows.addUnmounted(until - since);
      note(UNMOUNTED, since, until);
    }
  }

  /**
   * Charges it with a piece of a thread's time.
   *
   * @param kind one of {@link TimeKinds}
   * @param counted whether a wait begins with it
   */
  void charge(int kind, long fromNanos, long toNanos, boolean virtual, boolean counted) {
    long until = Math.min(toNanos, endNanos);
    if (finished || until <= fromNanos) {
      return;
    }
    add(kind, virtual, until - fromNanos);
    if (counted) {
      counts[kind]++;
    }
    note(kind | (virtual ? VIRTUAL : 0) | (counted ? COUNTED : 0), fromNanos, until);
  }

  /** It ended; the first call counts. */
  void ended(long timeNanos) {
    if (endNanos == NOT_ENDED) {
      endNanos = timeNanos;
      torn |= overwrittenNanos > timeNanos;
      if (reachedNanos > timeNanos) {
        journal.clip(this, timeNanos);
      }
    }
  }

  /** The journal has no room any more for a piece of time up to then. */
  void overwritten(long toNanos) {
    overwrittenNanos = Math.max(overwrittenNanos, toNanos);
  }

  /**
   * Takes back a part of what it noted in its journal.
   *
   * @param whole whether nothing is left of it
   */
  void takeBack(int notedKind, long excessNanos, boolean whole) {
    boolean virtual = (notedKind & VIRTUAL) != 0;
    if ((notedKind & UNMOUNT) != 0) {
      unmountedCount--;
    } else if ((notedKind & UNMOUNTED) != 0) {
      windows.addUnmounted(-excessNanos);
    } else if ((notedKind & WINDOW) != 0) {
      windows.add(virtual, -excessNanos);
    } else {
      add(notedKind & KIND, virtual, -excessNanos);
      if (whole && (notedKind & COUNTED) != 0) {
        counts[notedKind & KIND]--;
      }
    }
  }

  /** Nothing more comes. */
  void finish() {
    windows.closeAll(endNanos);
    finished = true;
  }

  /** Nothing that comes counts any more, its end neither. */
  void giveUp() {
    finished = true;
  }

  boolean is(String traceId, String spanId) {
    return span.spanId().equals(spanId) && span.traceId().equals(traceId);
  }

  boolean isActive() {
    return windows.isOpen();
  }

  long endNanos() {
    return endNanos;
  }

  long reachedNanos() {
    return reachedNanos;
  }

  @Override
  public SpanRef span() {
    return span;
  }

  @Override
  public long cpuNanos() {
    return nanos[TimeKinds.CPU];
  }

  @Override
  public long runQueueNanos() {
    return nanos[TimeKinds.RUN_QUEUE];
  }

  @Override
  public long runQueueCount() {
    return counts[TimeKinds.RUN_QUEUE];
  }

  @Override
  public long waitNanos(WaitReason reason) {
    int kind = TimeKinds.of(reason);
    return kind == TimeKinds.RUN_QUEUE ? 0 : nanos[kind];
  }

  @Override
  public long waitCount(WaitReason reason) {
    int kind = TimeKinds.of(reason);
    return kind == TimeKinds.RUN_QUEUE ? 0 : counts[kind];
  }

  @Override
  public long unmountedNanos() {
    return windows.unmountedNanos();
  }

  @Override
  public long unmountedCount() {
    return unmountedCount;
  }

  @Override
  public long unknownNanos() {
    long mountedNanos = windows.virtualNanos() - windows.unmountedNanos();
    return nanos[TimeKinds.UNKNOWN]
        + Math.max(0, windows.platformNanos() - platformNanos)
        + Math.max(0, mountedNanos - virtualNanos);
  }

  @Override
  public long threadNanos() {
    return Math.max(windows.platformNanos(), platformNanos)
        + Math.max(windows.virtualNanos(), virtualNanos + windows.unmountedNanos());
  }

  @Override
  public int threads() {
    return windows.threadsBefore(endNanos);
  }

  @Override
  public boolean isTorn() {
    return torn;
  }

  private void add(int kind, boolean virtual, long addedNanos) {
    nanos[kind] += addedNanos;
    if (virtual) {
      virtualNanos += addedNanos;
    } else {
      platformNanos += addedNanos;
    }
  }

  private void note(int kind, long fromNanos, long toNanos) {
    reachedNanos = Math.max(reachedNanos, toNanos);
    if (endNanos == NOT_ENDED) {
      journal.add(this, kind, fromNanos, toNanos);
    }
  }
}
