// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.mounts;

import io.jftrace.timeline.SpanRef;

/**
 * Takes what carriers did with virtual threads. Times do not go back for one carrier, nor for one
 * virtual thread, whatever carriers it is mounted on.
 */
public interface MountSink {

  /** What follows is complete for virtual threads that do not exist yet. */
  void began();

  /** From that time on a virtual thread is mounted on a carrier. */
  void mounted(Thread carrier, Thread virtual, long timeNanos);

  /** From that time on none is. */
  void unmounted(Thread carrier, long timeNanos);

  /**
   * From that time on a span is active on a virtual thread, which is mounted on a carrier.
   *
   * @param span null if none is
   */
  void span(Thread carrier, Thread virtual, long timeNanos, SpanRef span);

  /**
   * What some carrier did from one time to another is not known: nothing that was told before of
   * any carrier or virtual thread holds any more.
   *
   * @param fromNanos may be before what was passed already
   */
  void lost(long fromNanos, long untilNanos);

  /** A carrier has ended, and nobody asks for it any more. */
  void ended(Thread carrier);

  /** A drain is over: a time to look for virtual threads that have ended. */
  void drained();
}
