// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import io.jftrace.timeline.WaitReason;

/**
 * What was found out about a wait while it lasted, by asking the kernel and the JVM.
 *
 * @param fromNanos before it was asked
 * @param untilNanos after it was asked: the answer holds for a wait that lasted all the time
 *     between
 * @param reason null if it stayed open
 * @param lockClass the class of the monitor or synchronizer waited for, or empty
 * @param lockOwner the name of the thread that held it then, or empty
 * @param javaStack the top frames, one a line, the innermost first; or empty
 * @param systemCall the name of the system call, or empty
 * @param target what the system call's descriptor is, such as a file or an address; or empty
 */
public record WaitAnswer(
    long fromNanos,
    long untilNanos,
    WaitReason reason,
    String lockClass,
    String lockOwner,
    String javaStack,
    String systemCall,
    String target) {

  /** Whether the thread was asked while it waited from one time to the other. */
  public boolean holdsFor(long startNanos, long wokenNanos) {
    return startNanos <= fromNanos && untilNanos <= wokenNanos;
  }
}
