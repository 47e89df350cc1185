// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

/**
 * The system call that a thread is in now, as /proc/self/task/TID/syscall has it.
 *
 * @param number on this architecture; negative if the thread is in none
 * @param arg0 the first of its arguments
 */
record CurrentCall(int number, long arg0, long arg1, long arg2) {

  /** In the kernel without a call: in a page fault; or it cannot be told. */
  static final CurrentCall NONE = new CurrentCall(-1, 0, 0, 0);

  private static final String RUNNING = "running";

  /** Number and six arguments, then stack pointer and program counter. */
  private static final int MIN_FIELDS = 4;

  /** Whether the text says that the thread does not wait any more. */
  static boolean isRunning(String text) {
    return text.startsWith(RUNNING);
  }

  /** Of a text that is not "running" (fs/proc/base.c, proc_pid_syscall). */
  static CurrentCall parse(String text) {
    String[] fields = text.strip().split(" ", -1);
    if (fields.length < MIN_FIELDS || fields[0].startsWith("-")) {
      return NONE;
    }
    return new CurrentCall(
        Integer.parseInt(fields[0]), argument(fields[1]), argument(fields[2]), argument(fields[3]));
  }

  private static long argument(String hexadecimal) {
    return Long.parseUnsignedLong(hexadecimal, 2, hexadecimal.length(), 16);
  }

  boolean isNone() {
    return number < 0;
  }

  /** One of the first three arguments. */
  long argument(int index) {
    return switch (index) {
      case 0 -> arg0;
      case 1 -> arg1;
      default -> arg2;
    };
  }
}
