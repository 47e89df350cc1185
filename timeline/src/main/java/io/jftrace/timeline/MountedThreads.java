// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** Knows which virtual thread was mounted on which carrier thread. */
@FunctionalInterface
public interface MountedThreads {

  /** For JVMs without virtual threads. */
  MountedThreads NONE = (carrier, timeNanos) -> null;

  /**
   * The virtual thread that was mounted on a thread at a time; null if none was, or if that thread
   * is no carrier, or if it is not known.
   */
  Thread mountedAt(TracedThread carrier, long timeNanos);
}
