// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;
import java.util.List;

/** A system call's arguments (kernel/trace/trace_syscalls.c, print_syscall_enter). */
final class SyscallEnterPiece implements Piece {

  private static final String NUMBER = "__syscall_nr";

  private final String name;
  private final List<FormatField> fields;
  private final String[] labels;
  private final Piece[] data;
  private final boolean prefixed;

  SyscallEnterPiece(Context context, String name) {
    this.name = name;
    fields =
        context.format().fields().stream()
            .filter(field -> !field.name().equals(NUMBER) && field.isInteger())
            .toList();
    labels = fields.stream().map(field -> field.name() + ": ").toArray(String[]::new);
    data = fields.stream().map(field -> data(context, field)).toArray(Piece[]::new);
    prefixed = context.facts().isAtLeast(6, 16);
  }

  /** What the argument points to; null if that is not recorded. */
  private static Piece data(Context context, FormatField argument) {
    String dataName = "__" + argument.name() + "_val";
    FormatField data = context.format().find(dataName);
    if (data == null) {
      return null;
    }
    boolean text = context.format().printFormat().contains("__get_str(" + dataName + ")");
    return new CallDataPiece(data, text);
  }

  @Override
  public void print(EventRecord record, StringBuilder out) {
    out.append(name).append('(');
    for (int i = 0; i < labels.length; i++) {
      long value = record.integer(fields.get(i));
      out.append(i > 0 ? ", " : "").append(labels[i]);
      // Since 6.16, those that have one digit in all notations have no prefix.
      out.append(prefixed && (value < 0 || value > 9) ? "0x" : "");
      Digits.hex(value, out);
      if (data[i] != null) {
        data[i].print(record, out);
      }
    }
    out.append(')');
  }
}
