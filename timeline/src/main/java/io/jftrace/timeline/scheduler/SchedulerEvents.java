// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

/**
 * What the kernel's scheduler did, in time order over all CPUs, called by one thread.
 *
 * <p>Times are nanoseconds of {@link System#nanoTime()} (CLOCK_MONOTONIC); thread ids are the
 * kernel's, as this process sees them. Events of other processes may be passed: they are ignored.
 */
public interface SchedulerEvents {

  /** Waker tid of a wake-up that no task made: a hard or soft interrupt, or the idle task. */
  int INTERRUPT = 0;

  /**
   * A CPU stopped running one task and started another (sched:sched_switch).
   *
   * @param prevState the kernel's letter for the state that {@code prevTid} was left in: R, S, D,
   *     T, t, X, Z, P or I
   */
  void switched(long timeNanos, int cpu, int prevTid, char prevState, int nextTid);

  /**
   * A task is about to be made runnable (sched:sched_waking, in the waker's context).
   *
   * @param wakerTid the task that made the call, or {@link #INTERRUPT}
   */
  void waking(long timeNanos, int tid, int wakerTid);

  /** A new task was made runnable for the first time (sched:sched_wakeup_new). */
  void wokenNew(long timeNanos, int tid);

  /**
   * A task made another (task:task_newtask).
   *
   * @param comm the name that it begins with, its parent's
   * @param thread whether the new task is a thread of its parent's process (CLONE_THREAD)
   */
  void created(long timeNanos, int parentTid, int tid, String comm, boolean thread);

  /** A task has a new comm (task:task_rename). */
  void renamed(long timeNanos, int tid, String comm);

  /** A task began to exit (sched:sched_process_exit); its last switch-out still follows. */
  void exiting(long timeNanos, int tid);

  /**
   * A thread of this process was found by looking, not by an event.
   *
   * @param state the kernel's letter at that moment; R tells nothing and is taken as unknown
   */
  void found(long timeNanos, int tid, char state);

  /** A line that a task wrote to the instance's trace_marker, without its line end. */
  void marker(long timeNanos, int tid, String text);

  /**
   * From here on, in time order, events of one CPU are missing; nothing that happens before the
   * matching {@link #lossEnded} can be trusted.
   */
  void lossBegan(long timeNanos, int cpu);

  /**
   * Events of that CPU are complete again.
   *
   * @param count how many were lost, or -1 if the kernel did not say
   */
  void lossEnded(long timeNanos, int cpu, long count);

  /** Everything before this instant has been passed. */
  void complete(long untilNanos);
}
