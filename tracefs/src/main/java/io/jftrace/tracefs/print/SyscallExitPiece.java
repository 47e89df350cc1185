// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;

/** What a system call returned (kernel/trace/trace_syscalls.c, print_syscall_exit). */
record SyscallExitPiece(String name, FormatField returned) implements Piece {

  @Override
  public void print(EventRecord record, StringBuilder out) {
    Digits.hex(record.integer(returned), out.append(name).append(" -> 0x"));
  }
}
