// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.WaitReason;

/** All that is known of one wait. Reused for the next one. */
final class WaitFacts {

  TracedThread thread;
  long startNanos;

  /** The kernel's letter for the state that it was left in. */
  char state;

  /** The kind of the system call that it is in, or null if it is in none. */
  CallKind kind;

  long arg0;
  long arg1;
  long arg2;

  /** Of a poll: the kind of the call that had to be tried again later, or null. */
  CallKind tried;

  /** Lock or queue, whichever a wait on the futex of monitors is; null if that is not known. */
  WaitReason monitor;

  /** Whether it touched memory that was not there just before. */
  boolean faulted;

  /** Whether another thread of this process ended the wait. */
  boolean endedByOwn;

  void set(TracedThread newThread, long newStartNanos, char newState) {
    thread = newThread;
    startNanos = newStartNanos;
    state = newState;
    call(null, 0, 0, 0);
    tried = null;
    monitor = null;
    faulted = false;
    endedByOwn = false;
  }

  void call(CallKind newKind, long newArg0, long newArg1, long newArg2) {
    kind = newKind;
    arg0 = newArg0;
    arg1 = newArg1;
    arg2 = newArg2;
  }
}
