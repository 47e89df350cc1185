// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import io.jftrace.timeline.TracedThread;

/** What the timeline asks the JVM and the kernel about waits. Called by the reader's thread. */
public interface WaitLookups {

  /** Where nothing can be asked. */
  WaitLookups NONE = new WaitLookups() {};

  /** What a thread uses the futex at an address for. */
  default FutexUse futexUse(TracedThread thread, long address) {
    return FutexUse.UNKNOWN;
  }

  /**
   * The class of the object that a thread was parked on at a time ({@code
   * LockSupport.park(blocker)}), or null if it was parked without, or if that is not known. For one
   * thread times do not go back.
   */
  default Class<?> parkBlocker(TracedThread thread, long timeNanos) {
    return null;
  }

  /** What a descriptor of this process stands for now. */
  default DescriptorKind descriptorKind(int descriptor) {
    return DescriptorKind.UNKNOWN;
  }

  /**
   * A file's path, or a socket's address, for people to read; empty if it cannot be told or must
   * not be shown.
   */
  default String descriptorTarget(int descriptor) {
    return "";
  }

  /** Passes the pauses of garbage collection that ended since it was last asked. */
  default void collections(PauseSink pauses) {}

  /**
   * Whether the JVM's operation collects garbage if it wakes garbage collection threads: some use
   * these for other operations as well, and then have to say themselves when they collect.
   */
  default boolean workersOnlyCollect() {
    return true;
  }

  /** Everything up to now has been passed: what descriptors stand for may change from here on. */
  default void passed() {}
}
