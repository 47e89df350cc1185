// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

/** What is known of one thread at the time reached: its state, and the absence it may be in. */
final class ThreadTrack {

  private static final long NOT_KNOWN = Long.MIN_VALUE;
  private static final int CPU_NOT_KNOWN = -1;

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

  /** The last one that it was seen on, also before events were lost. */
  private int lastCpu = CPU_NOT_KNOWN;

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

  /**
   * Accounts the time up to {@code timeNanos} if it is certain: when a runnable thread got its CPU
   * may yet turn out to have been earlier, see {@link #seenRunning}.
   */
  void accountCertainUntil(long timeNanos) {
    if (state != ThreadState.RUNNABLE) {
      accountUntil(timeNanos);
    }
  }

  /** Forgets what is not certain any more. */
  void tear(long timeNanos) {
    accountUntil(timeNanos);
    forget();
  }

  private void forget() {
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

  /**
   * The thread did something, so it has a CPU.
   *
   * <p>Where its switch-in was not recorded, it came from an idle CPU: some kernels leave that
   * switch out (seen on a virtual machine with Linux 6.18, on one of its CPUs), and every other one
   * is recorded. An idle CPU takes a task as soon as it is woken, so its wake-up is taken for its
   * switch-in. Without a wake-up nothing is known.
   *
   * @return whether the switch-in had to be inferred
   */
  boolean seenRunning(long timeNanos, IntervalSink sink) {
    if (state == ThreadState.RUNNING) {
      return false;
    }
    boolean inferred = state != ThreadState.PREEMPTED && wakingNanos != NOT_KNOWN;
    if (inferred) {
      switchedIn(Math.max(outNanos, wakingNanos), CPU_NOT_KNOWN, sink);
    } else {
      forget();
      sink.runsFrom(timeNanos, tid);
    }
    accountUntil(timeNanos);
    state = ThreadState.RUNNING;
    return inferred;
  }

  void switchedOut(long timeNanos, int cpu, char letter) {
    accountUntil(timeNanos);
    state = offCpuState(letter);
    outNanos = timeNanos;
    outState = letter;
    outCpu = cpu;
    seenOn(cpu);
    if (state == ThreadState.PREEMPTED) {
      wakingNanos = NOT_KNOWN;
      wakerTid = -1;
    }
  }

  void waking(long timeNanos, int waker) {
    accountUntil(timeNanos);
    if (state == ThreadState.SLEEPING || state == ThreadState.BLOCKED) {
      state = ThreadState.RUNNABLE;
    } else if (state != ThreadState.RUNNING) {
      // Preempted on its way to sleep: it is still in its queue. Unknown: it may be running.
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
    seenOn(cpu);
    if (outNanos != NOT_KNOWN) {
      boolean preempted = state == ThreadState.PREEMPTED;
      long queued = preempted ? outNanos : queuedNanos(timeNanos);
      sink.offCpu(tid, outNanos, queued, timeNanos, wakerTid, outState, outCpu, cpu);
    } else if (state == ThreadState.RUNNABLE && wakingNanos != NOT_KNOWN) {
      sink.queued(tid, wakingNanos, timeNanos);
    } else {
      sink.runsFrom(timeNanos, tid);
    }
    state = ThreadState.RUNNING;
    outNanos = NOT_KNOWN;
    wakingNanos = NOT_KNOWN;
    wakerTid = -1;
  }

  private void seenOn(int cpu) {
    if (cpu != CPU_NOT_KNOWN) {
      if (lastCpu != CPU_NOT_KNOWN && lastCpu != cpu) {
        times.addMigration();
      }
      lastCpu = cpu;
    }
  }

  /** Tells what it does at that time, if that is known since when. */
  void passState(long timeNanos, IntervalSink sink) {
    if (state == ThreadState.RUNNING) {
      sink.runs(timeNanos, tid);
    } else if (outNanos != NOT_KNOWN) {
      long queued = state == ThreadState.PREEMPTED ? outNanos : queuedNanos(timeNanos);
      sink.isOffCpu(timeNanos, tid, outNanos, queued, outState);
    } else if (state == ThreadState.RUNNABLE && wakingNanos != NOT_KNOWN) {
      sink.isOffCpu(timeNanos, tid, wakingNanos, wakingNanos, outState);
    }
  }

  void passIfWaiting(long sinceNanos, WaitingThreads waiting) {
    boolean waits = state == ThreadState.SLEEPING || state == ThreadState.BLOCKED;
    if (waits && outNanos != NOT_KNOWN && outNanos < sinceNanos) {
      waiting.waiting(tid, outNanos, outState);
    }
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
