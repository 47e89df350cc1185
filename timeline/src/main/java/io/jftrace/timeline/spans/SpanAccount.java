// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.WaitReason;

/**
 * Where the time of one span went: that of the threads on which it was active, itself or a span of
 * the same trace opened inside of it on the same thread. Nanoseconds; those of all kinds add up to
 * {@link #threadNanos()}, which is the span's duration if it was active on one thread all along.
 */
public interface SpanAccount {

  SpanRef span();

  /** On a CPU. */
  long cpuNanos();

  /** Runnable, but without a CPU: preempted, or woken and not yet running. */
  long runQueueNanos();

  /** How often it was. */
  long runQueueCount();

  /** Off a CPU for that reason, up to the wake-up; 0 for the two of the run queue. */
  long waitNanos(WaitReason reason);

  /** How many waits of that reason there were. */
  long waitCount(WaitReason reason);

  /** On a virtual thread that was not mounted. */
  long unmountedNanos();

  /** How often it was. */
  long unmountedCount();

  /** Not known, as events were lost, or tracing had not begun. */
  long unknownNanos();

  /** For how long it was active, the sum over all threads. */
  long threadNanos();

  /** On how many threads it was active. */
  int threads();

  /** Whether its times are too long: its end was told too late to take back all that is after. */
  boolean isTorn();
}
