// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.FieldKind;
import io.jftrace.tracefs.format.FieldType;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.format.Placement;

/**
 * The events of ftrace itself, which the kernel prints by functions of its own
 * (kernel/trace/trace_output.c, Linux 6.18).
 */
final class OwnTexts {

  private OwnTexts() {}

  static Piece parse(Context context) throws NotUnderstood {
    KernelSymbols symbols = context.facts().symbols();
    return switch (context.format().name()) {
      case "print" -> new MarkPiece(context.field("ip"), context.field("buf"), symbols);
      case "bputs" -> {
        Expression text = context.member("str");
        yield new CallerPiece(context.field("ip"), context.text(text), symbols);
      }
      case "raw_data" -> new RawDataPiece(context.field("id"), context.field("buf"));
      case "kernel_stack" -> new KernelStackPiece(addresses(context), context.wordBytes(), symbols);
      case "user_stack" -> new UserStackPiece(addresses(context), context.wordBytes());
      case "function" ->
          new FunctionPiece(context.field("ip"), context.field("parent_ip"), symbols);
      case "bprint" -> throw new NotUnderstood("a format that is in the kernel's memory");
      default -> new TrimmedPiece(BodyParser.byFormat("ftrace", context));
    };
  }

  /** Its length in the format is that of the shortest; the record's end is its own. */
  private static FormatField addresses(Context context) throws NotUnderstood {
    FormatField declared = context.field("caller");
    int bytes = context.wordBytes();
    FieldType type =
        new FieldType("unsigned long[]", FieldKind.INTEGER, Placement.REST, bytes, true, false);
    return new FormatField(declared.name(), type, declared.offset(), 0);
  }
}
