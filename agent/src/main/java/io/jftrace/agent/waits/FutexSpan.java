// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

/**
 * The bytes of JavaThread with the Parker's mutex and condition variables.
 *
 * @param from offset of the first
 * @param until offset behind the last
 */
record FutexSpan(int from, int until) {

  private static final FutexSpan NONE = new FutexSpan(FutexLayout.ABSENT, FutexLayout.ABSENT);

  /**
   * A condition variable of glibc alternates between two 32-bit words (nptl/pthread_cond_wait.c).
   */
  private static final int FUTEX_BYTES = 8;

  /**
   * The mutex, of 40 or 48 bytes, and the first 40 of the condition variable are in front of the
   * first futex (src/hotspot/os/posix/park_posix.hpp).
   */
  private static final int MUTEX_BYTES = 88;

  /** A mutex and two condition variables of 48 bytes each. */
  private static final int PARKER_BYTES = 160;

  /**
   * Around futexes that were seen, by their offsets.
   *
   * @param threadBytes the size of a JavaThread
   */
  static FutexSpan of(int threadBytes, long... futexes) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (long futex : futexes) {
      first = Math.min(first, futex & -FUTEX_BYTES);
      last = Math.max(last, (futex & -FUTEX_BYTES) + FUTEX_BYTES);
    }
    boolean fits =
        first >= MUTEX_BYTES && last <= threadBytes && last - first + MUTEX_BYTES <= PARKER_BYTES;
    return fits ? new FutexSpan((int) first - MUTEX_BYTES, (int) last) : NONE;
  }
}
