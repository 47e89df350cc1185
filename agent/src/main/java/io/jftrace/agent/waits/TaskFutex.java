// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.timeline.waits.CallKind;
import io.jftrace.timeline.waits.SystemCalls;
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

  private static final int MAX_BYTES = 256;

  private TaskFutex() {}

  /** The futex's address, or 0 if the thread does not wait for one now. */
  static long address(int tid) throws IOException {
    try (FileInputStream in = new FileInputStream("/proc/self/task/" + tid + "/syscall")) {
      return address(new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII));
    }
  }

  /** For the file's text. */
  static long address(String text) {
    CurrentCall call = CurrentCall.parse(text);
    if (call.isNone() || SystemCalls.OWN.kind(call.number()) != CallKind.FUTEX) {
      return 0;
    }
    int command = (int) call.arg1() & COMMAND_MASK;
    return command == WAIT || command == WAIT_BITSET ? call.arg0() : 0;
  }
}
