// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

/** What is known of one thread at the time reached: its state, and the absence it may be in. */
final class ThreadTrack {

  static final long NOT_KNOWN = Long.MIN_VALUE;

  final int tid;
  final StateTimes times = new StateTimes();

  ThreadState state = ThreadState.UNKNOWN;

  /** Whether sched_process_exit was seen. */
  boolean exiting;

  /** Until when {@link #times} account for this thread. */
  private long accountedNanos;

  /** When it was switched out, or {@link #NOT_KNOWN}. */
  private long outNanos = NOT_KNOWN;

  private char outState;
  private int outCpu;

  /** The last waking, also one seen while it ran, or {@link #NOT_KNOWN}. */
  private long wakingNanos = NOT_KNOWN;

  private int wakerTid = -1;

  ThreadTrack(int tid, long timeNanos) {
    this.tid = tid;
    this.accountedNanos = timeNanos;
  }

  /** Whether an event of that time comes too late to be fitted in. */
  boolean isBefore(long timeNanos) {
    return timeNanos < accountedNanos;
  }

  /** Accounts the time up to {@code timeNanos} to the present state. */
  void accountUntil(long timeNanos) {
    if (timeNanos > accountedNanos) {
      times.add(state, timeNanos - accountedNanos);
      accountedNanos = timeNanos;
    }
  }

  /** Forgets what is not certain any more. */
  void tear(long timeNanos) {
    accountUntil(timeNanos);
    state = ThreadState.UNKNOWN;
    outNanos = NOT_KNOWN;
    wakingNanos = NOT_KNOWN;
    wakerTid = -1;
  }

  void found(long timeNanos, char letter) {
    accountUntil(timeNanos);
    if (state == ThreadState.UNKNOWN) {
      // R may be on a CPU or in a queue: the next event will tell.
      ThreadState seen = offCpuState(letter);
      state = seen == ThreadState.PREEMPTED ? ThreadState.UNKNOWN : seen;
    }
  }

  void switchedOut(long timeNanos, int cpu, char letter) {
    accountUntil(timeNanos);
    boolean ran = state == ThreadState.RUNNING || state == ThreadState.UNKNOWN;
    state = offCpuState(letter);
    outNanos = timeNanos;
    outState = letter;
    outCpu = cpu;
    if (!ran || state == ThreadState.PREEMPTED) {
      wakingNanos = NOT_KNOWN;
      wakerTid = -1;
    }
  }

  void waking(long timeNanos, int waker) {
    if (state == ThreadState.SLEEPING || state == ThreadState.BLOCKED) {
      accountUntil(timeNanos);
      state = ThreadState.RUNNABLE;
    } else if (state != ThreadState.RUNNING) {
      // Already runnable: the kernel leaves it where it is. Unknown: it may be running.
      return;
    }
    wakingNanos = timeNanos;
    wakerTid = waker;
  }

  void wokenNew(long timeNanos) {
    accountUntil(timeNanos);
    state = ThreadState.RUNNABLE;
    outNanos = NOT_KNOWN;
    wakingNanos = timeNanos;
  }

  void switchedIn(long timeNanos, int cpu, IntervalSink sink) {
    boolean slept = state == ThreadState.SLEEPING || state == ThreadState.BLOCKED;
    if (slept && outNanos != NOT_KNOWN && wakingNanos != NOT_KNOWN && wakingNanos <= outNanos) {
      // Woken between its decision to sleep and its switch-out: it was runnable all along. The
      // part of it that an earlier accountUntil() took for sleep stays so.
      state = ThreadState.RUNNABLE;
    }
    accountUntil(timeNanos);
    if (outNanos != NOT_KNOWN) {
      boolean preempted = state == ThreadState.PREEMPTED;
      long queued = preempted ? outNanos : queuedNanos(timeNanos);
      sink.offCpu(tid, outNanos, queued, timeNanos, wakerTid, outState, outCpu, cpu);
    } else if (state == ThreadState.RUNNABLE && wakingNanos != NOT_KNOWN) {
      sink.queued(tid, wakingNanos, timeNanos);
    }
    state = ThreadState.RUNNING;
    outNanos = NOT_KNOWN;
    wakingNanos = NOT_KNOWN;
    wakerTid = -1;
  }

  private long queuedNanos(long inNanos) {
    return wakingNanos == NOT_KNOWN ? inNanos : Math.max(outNanos, wakingNanos);
  }

  private static ThreadState offCpuState(char letter) {
    return switch (letter) {
      case 'R' -> ThreadState.PREEMPTED;
      case 'D' -> ThreadState.BLOCKED;
      default -> ThreadState.SLEEPING;
    };
  }
}
