// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.probes;

import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.TracedThread;

/**
 * One hit of a probe, or one call. Reused for the next one. Times are nanoseconds of {@link
 * System#nanoTime()}.
 */
public interface ProbeHit {

  ProbeType type();

  TracedThread thread();

  long startNanos();

  /** When the call returned; the start, if it is no call. */
  long endNanos();

  /** A value by its place in {@link ProbeType#fields()}. */
  long number(int index);

  /** A text by its place in {@link ProbeType#fields()}. */
  String text(int index);

  /** The span that was active on the thread at the start, or null. */
  SpanRef span();

  /** Whether it is within the probe's limit of what is shown one by one; it counts anyway. */
  boolean isShown();
}
