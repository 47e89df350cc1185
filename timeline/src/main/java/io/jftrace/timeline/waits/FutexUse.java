// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

/** What a thread uses a futex for, by the futex's address. */
public enum FutexUse {
  /** Its Parker: LockSupport.park and all that is built on it. */
  PARK,
  /** Its ParkEvent: entering a monitor, and Object.wait. */
  MONITOR,
  /** Its event for Thread.sleep. */
  SLEEP,
  /** Another one: of the JVM itself, or of a native library. */
  OTHER,
  /** It cannot be told: the thread has ended, or its JVM cannot be read. */
  UNKNOWN
}
