// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;

/**
 * What a system call's argument points to, which kernels record since 6.19
 * (kernel/trace/trace_syscalls.c, print_syscall_enter).
 *
 * @param text whether it is a text; if not, its bytes are printed as well
 */
record CallDataPiece(FormatField data, boolean text) implements Piece {

  @Override
  public void print(EventRecord record, StringBuilder out) {
    if (text) {
      out.append(" \"").append(record.text(data)).append('"');
      return;
    }
    byte[] bytes = record.bytes(data);
    StringBuilder characters = new StringBuilder();
    boolean printable = false;
    out.append(" (");
    for (int i = 0; i < bytes.length; i++) {
      Digits.hexByte(bytes[i], out.append(i > 0 ? ":" : ""));
      boolean character = bytes[i] >= ' ' && bytes[i] < 0x7f;
      characters.append(character ? (char) bytes[i] : '.');
      printable |= character;
    }
    out.append(')');
    if (printable) {
      out.append(" \"").append(characters).append('"');
    }
  }
}
