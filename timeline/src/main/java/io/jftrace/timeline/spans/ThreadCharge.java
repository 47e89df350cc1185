// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import io.jftrace.timeline.TracedThread;

/** How far the time of one thread has been charged. */
final class ThreadCharge {

  final TracedThread thread;

  /** Up to when. */
  long chargedNanos;

  /** Whether it is known to have had a CPU then, and until it next lost it. */
  boolean runs;

  /** When {@link #outNanos} and what follows were true; a time before is as good as none. */
  long offCpuAtNanos = Long.MIN_VALUE;

  long outNanos;
  long queuedNanos;
  char state;

  ThreadCharge(TracedThread thread, long timeNanos) {
    this.thread = thread;
    this.chargedNanos = timeNanos;
  }
}
