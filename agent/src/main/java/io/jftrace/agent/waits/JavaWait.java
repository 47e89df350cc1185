// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

/**
 * What the JVM says of a thread that waits.
 *
 * @param state null if it was not asked
 * @param lockClass the class of the monitor or synchronizer that it waits for, or empty
 * @param lockOwner the name of the thread that holds it, or empty
 */
record JavaWait(Thread.State state, String lockClass, String lockOwner) {

  /** A carrier that runs a virtual thread: what that one waits for is not known. */
  static final JavaWait CARRYING = new JavaWait(Thread.State.RUNNABLE, "", "");

  static final JavaWait UNKNOWN = new JavaWait(null, "", "");

  /** Whether it is {@link #CARRYING}: a thread in native code is runnable as well. */
  @SuppressWarnings("ReferenceEquality") // that very one
  boolean isCarrying() {
    return this == CARRYING;
  }
}
