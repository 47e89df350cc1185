// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

import java.util.Locale;

/** What a thread is doing as far as the scheduler is concerned. */
public enum ThreadState {
  /** Not known: not seen yet, or events that matter were lost. */
  UNKNOWN,
  /** On a CPU. */
  RUNNING,
  /** Woken, or new, and not yet on a CPU. */
  RUNNABLE,
  /** Taken off its CPU while it could have gone on, and not yet back on one. */
  PREEMPTED,
  /** Waiting, interruptible (or stopped). */
  SLEEPING,
  /** Waiting, uninterruptible: kernel letter D. */
  BLOCKED;

  /** The lower-case name used as a label value. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
