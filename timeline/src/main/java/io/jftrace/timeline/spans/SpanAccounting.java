// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.WaitReason;
import io.jftrace.timeline.scheduler.TidMap;

/**
 * Charges what the threads did to the spans that were active on them meanwhile: every nanosecond of
 * a thread once, and as unknown what no event tells. Does nothing while it is off.
 */
public final class SpanAccounting {

  private static final long ALL = OpenAccount.NOT_ENDED;

  private final SpanSource spans;
  private final TidMap<ThreadCharge> threads = new TidMap<>();
  private final PieceCharger pieces = new PieceCharger();
  private final ChangeFinder changes = new ChangeFinder();
  private SpanAccounts accounts;

  public SpanAccounting(SpanSource spans) {
    this.spans = spans;
  }

  /** Begins. */
  public void start(SpanAccounts newAccounts) {
    accounts = newAccounts;
  }

  /** A thread came back to a CPU; why it was away is known. */
  public void offCpu(OffCpuInterval interval) {
    if (accounts != null) {
      ThreadCharge thread = of(interval.thread(), interval.startNanos());
      int kind = TimeKinds.of(interval.reason());
      boolean waited = kind != TimeKinds.RUN_QUEUE;
      charge(
          thread,
          interval.startNanos(),
          kind,
          waited ? interval.queuedNanos() : interval.startNanos(),
          interval.endNanos());
      thread.runs = true;
    }
  }

  /** A thread came to a CPU from a run queue, see {@link PieceCharger#set}. */
  public void queued(TracedThread traced, long queuedNanos, long startNanos) {
    if (isAccounted(traced)) {
      ThreadCharge thread = of(traced, queuedNanos);
      charge(thread, queuedNanos, TimeKinds.UNKNOWN, queuedNanos, startNanos);
      thread.runs = true;
    }
  }

  /** A thread has a CPU at that time, and has had it since the last one that is known. */
  public void runs(TracedThread traced, long timeNanos) {
    if (isAccounted(traced)) {
      ThreadCharge thread = of(traced, timeNanos);
      charge(thread, timeNanos, TimeKinds.CPU, timeNanos, timeNanos);
      thread.runs = true;
    }
  }

  /** A thread has a CPU from that time on; what it did before is not known. */
  public void runsFrom(TracedThread traced, long timeNanos) {
    if (isAccounted(traced)) {
      ThreadCharge thread = of(traced, timeNanos);
      thread.runs = false;
      charge(thread, timeNanos, TimeKinds.UNKNOWN, timeNanos, timeNanos);
      thread.runs = true;
    }
  }

  /** A thread has no CPU at that time, see {@link io.jftrace.timeline.scheduler.IntervalSink}. */
  public void isOffCpu(
      TracedThread traced, long timeNanos, long outNanos, long queuedNanos, char state) {
    if (isAccounted(traced)) {
      ThreadCharge thread = of(traced, outNanos);
      thread.offCpuAtNanos = timeNanos;
      thread.outNanos = outNanos;
      thread.queuedNanos = queuedNanos;
      thread.state = state;
    }
  }

  /** What a thread does from that time on is not known. */
  public void forgotten(TracedThread traced, long timeNanos) {
    if (isAccounted(traced)) {
      ThreadCharge thread = of(traced, timeNanos);
      chargeOpen(thread, timeNanos, ALL);
      thread.chargedNanos = Math.max(thread.chargedNanos, timeNanos);
      thread.runs = false;
    }
  }

  /** A thread ended. */
  public void threadEnded(int tid) {
    if (accounts != null) {
      ThreadCharge thread = threads.remove(tid);
      if (thread != null) {
        spans.ended(thread.thread, thread.chargedNanos);
      }
    }
  }

  /** The threads that run, and those that do not, have been passed as they are at that time. */
  public void complete(long untilNanos) {
    if (accounts != null) {
      accounts.catchUp(untilNanos);
      if (accounts.anyEnded(untilNanos)) {
        threads.forEach(thread -> chargeOpen(thread, untilNanos, untilNanos));
      }
      accounts.finish(untilNanos);
    }
  }

  private boolean isAccounted(TracedThread traced) {
    return accounts != null && traced != null;
  }

  private ThreadCharge of(TracedThread traced, long timeNanos) {
    ThreadCharge thread = threads.get(traced.tid());
    if (thread == null || thread.thread != traced) {
      thread = new ThreadCharge(traced, timeNanos);
      threads.put(traced.tid(), thread);
    }
    return thread;
  }

  /** Charges a thread's time up to {@code end}, in three parts. */
  private void charge(ThreadCharge thread, long out, int wait, long queued, long end) {
    if (end > thread.chargedNanos) {
      int before = thread.runs ? TimeKinds.CPU : TimeKinds.UNKNOWN;
      pieces.set(before, out, wait, queued, TimeKinds.RUN_QUEUE, ALL);
      spans.forEachScope(thread.thread, thread.chargedNanos, end, pieces);
      thread.chargedNanos = end;
    }
  }

  /**
   * Charges for what a thread is doing. Its reason is known only at its end, so that others than
   * those for whom this is too late are charged again then.
   */
  private void chargeOpen(ThreadCharge thread, long untilNanos, long ended) {
    if (untilNanos <= thread.chargedNanos) {
      return;
    }
    if (thread.offCpuAtNanos != untilNanos) {
      pieces.set(
          TimeKinds.UNKNOWN, untilNanos, TimeKinds.UNKNOWN, untilNanos, TimeKinds.UNKNOWN, ended);
    } else {
      int before = thread.runs ? TimeKinds.CPU : TimeKinds.UNKNOWN;
      int wait = TimeKinds.of(WaitReason.ofState(thread.state));
      int after = afterWakeUp(thread, untilNanos);
      pieces.set(before, thread.outNanos, wait, thread.queuedNanos, after, ended);
    }
    spans.forEachScope(thread.thread, thread.chargedNanos, untilNanos, pieces);
  }

  /**
   * On some CPUs the kernel records no switch-in after idleness, see ThreadTrack.seenRunning: a
   * thread whose span has changed since its wake-up has had a CPU since then.
   */
  private int afterWakeUp(ThreadCharge thread, long untilNanos) {
    if (thread.queuedNanos >= untilNanos || thread.state == 'R') {
      return TimeKinds.RUN_QUEUE;
    }
    changes.begin(thread.queuedNanos);
    spans.forEachScope(thread.thread, thread.chargedNanos, untilNanos, changes);
    return changes.found() ? TimeKinds.CPU : TimeKinds.RUN_QUEUE;
  }
}
