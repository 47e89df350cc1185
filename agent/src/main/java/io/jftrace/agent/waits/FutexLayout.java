// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.timeline.waits.FutexUse;

/**
 * Where HotSpot's threads have what they wait on. Offsets are in bytes, in JavaThread; {@link
 * #ABSENT} where it is not known.
 *
 * @param parkFrom first byte of the Parker, which is part of JavaThread
 * @param parkUntil the byte behind its last futex
 * @param monitorPointer of the pointer to the ParkEvent for monitors
 * @param sleepPointer of the pointer to the ParkEvent for Thread.sleep
 */
record FutexLayout(int parkFrom, int parkUntil, int monitorPointer, int sleepPointer) {

  static final int ABSENT = -1;

  /** ParkEvents are aligned so, and not larger (src/hotspot/share/runtime/park.hpp). */
  static final int EVENT_BYTES = 256;

  static final FutexLayout UNKNOWN = new FutexLayout(ABSENT, ABSENT, ABSENT, ABSENT);

  boolean isComplete() {
    return parkFrom != ABSENT && monitorPointer != ABSENT && sleepPointer != ABSENT;
  }

  /**
   * What a futex is for.
   *
   * @param thread the JavaThread's address
   * @param monitorEvent the address of its ParkEvent for monitors
   * @param sleepEvent the address of its ParkEvent for Thread.sleep
   */
  FutexUse use(long thread, long monitorEvent, long sleepEvent, long futex) {
    long inThread = futex - thread;
    if (parkFrom != ABSENT && inThread >= parkFrom && inThread < parkUntil) {
      return FutexUse.PARK;
    }
    if (monitorPointer != ABSENT && isIn(monitorEvent, futex)) {
      return FutexUse.MONITOR;
    }
    if (sleepPointer != ABSENT && isIn(sleepEvent, futex)) {
      return FutexUse.SLEEP;
    }
    return isComplete() ? FutexUse.OTHER : FutexUse.UNKNOWN;
  }

  /** The ParkEvent that a futex would be part of. */
  static long eventOf(long futex) {
    return futex & -EVENT_BYTES;
  }

  private static boolean isIn(long event, long futex) {
    return event != 0 && eventOf(futex) == event;
  }
}
