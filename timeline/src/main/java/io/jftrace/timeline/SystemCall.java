// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/**
 * One system call of a thread. Reused for the next one. Times are nanoseconds of {@link
 * System#nanoTime()}.
 */
public interface SystemCall {

  TracedThread thread();

  long startNanos();

  long endNanos();

  /** The call's number on this architecture. */
  int number();

  /** The call's name, or {@code syscall_<number>}. */
  String name();

  /** What it returned; a negative errno if it failed. */
  long result();

  /** The part of it that the thread was off its CPU. */
  long offCpuNanos();

  /** What its descriptor is: a path or an address; empty if there is none or it is not shown. */
  String target();
}
