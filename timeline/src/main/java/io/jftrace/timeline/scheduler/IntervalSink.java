// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

/**
 * Scheduler intervals of this process's threads, as primitives: what any source of them, in Java or
 * in the kernel, can give. Called by one thread; must not throw and must not block.
 *
 * <p>Times are nanoseconds of {@link System#nanoTime()}.
 */
public interface IntervalSink extends ActivitySink {

  /**
   * A thread came back to a CPU; both ends of its absence were seen.
   *
   * @param startNanos when it was switched out
   * @param queuedNanos when it became runnable again, between start and end; start if it never
   *     stopped being runnable
   * @param endNanos when it was switched in
   * @param wakerTid who woke it: a tid, {@link SchedulerEvents#INTERRUPT}, or -1 if nobody had to
   *     or it is not known
   * @param state the kernel's letter for the state that it was left in
   * @param cpuOut the CPU it left
   * @param cpuIn the CPU it came back to, or -1 if the kernel did not record the switch-in; then
   *     the end is the wake-up
   */
  void offCpu(
      int tid,
      long startNanos,
      long queuedNanos,
      long endNanos,
      int wakerTid,
      char state,
      int cpuOut,
      int cpuIn);

  /**
   * A thread came to a CPU from a run queue, and when it had left its last CPU is not known: the
   * first run of a new thread, or the first one seen.
   */
  void queued(int tid, long queuedNanos, long startNanos);

  /**
   * A thread has a CPU from that time on, and neither {@link #offCpu} nor {@link #queued} tells
   * where it was before.
   */
  default void runsFrom(long timeNanos, int tid) {}

  /**
   * A thread has no CPU at the time up to which everything has been passed; what it waits for goes
   * on. Passed with {@link #runs} before the times are complete, and before it is forgotten.
   *
   * @param startNanos when it was switched out; {@code queuedNanos} if that is not known
   * @param queuedNanos when it became runnable again; {@code timeNanos} if it has not
   * @param state the kernel's letter for the state that it was left in
   */
  default void isOffCpu(long timeNanos, int tid, long startNanos, long queuedNanos, char state) {}

  /**
   * All threads have been passed as they are at that time, by {@link #runs} or {@link #isOffCpu}
   * where it is known. Not every {@link #complete} has one before it.
   */
  default void timesComplete(long untilNanos) {}

  /** How long a thread was in each state, and its moves, since the last call; not all are 0. */
  void stateTime(int tid, StateTimes delta);

  /**
   * A thread of this process appeared.
   *
   * @param comm its name for the kernel, or null if no event told
   */
  void threadStarted(long timeNanos, int tid, String comm);

  /** A thread's comm changed. */
  void threadRenamed(long timeNanos, int tid, String comm);

  /** A thread of this process ended; its intervals and times have been passed. */
  void threadEnded(long timeNanos, int tid);

  /** A line from the trace_marker. */
  void marker(long timeNanos, int tid, String text);

  /**
   * Events of a CPU were lost; no interval that touches the time is passed.
   *
   * @param count how many, or -1 if the kernel did not say
   */
  void lost(int cpu, long startNanos, long endNanos, long count);

  /** Everything before this instant has been passed. */
  void complete(long untilNanos);
}
