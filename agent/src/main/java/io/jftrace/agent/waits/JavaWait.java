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

  static final JavaWait UNKNOWN = new JavaWait(null, "", "");
}
