// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The futex that a thread of this process waits for, from {@code /proc/self/task/<tid>/syscall}.
 */
final class TaskFutex {

  /** include/uapi/linux/futex.h: FUTEX_WAIT and FUTEX_WAIT_BITSET, less the flags. */
  private static final int WAIT = 0;

  private static final int WAIT_BITSET = 9;
  private static final int COMMAND_MASK = 0x7f;

  /** futex(2) in asm/unistd_64.h of x86, and in asm-generic/unistd.h. */
  private static final String NUMBER = System.getProperty("os.arch").equals("amd64") ? "202" : "98";

  private static final int MAX_BYTES = 256;

  private TaskFutex() {}

  /** The futex's address, or 0 if the thread does not wait for one now. */
  static long address(int tid) throws IOException {
    try (FileInputStream in = new FileInputStream("/proc/self/task/" + tid + "/syscall")) {
      return address(new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII));
    }
  }

  /** For the file's text: the call's number, six arguments, stack and instruction pointer. */
  static long address(String text) {
    String[] words = text.strip().split(" ", -1);
    if (words.length < 3 || !words[0].equals(NUMBER)) {
      return 0;
    }
    long command = Long.decode(words[2]) & COMMAND_MASK;
    return command == WAIT || command == WAIT_BITSET ? Long.decode(words[1]) : 0;
  }
}
