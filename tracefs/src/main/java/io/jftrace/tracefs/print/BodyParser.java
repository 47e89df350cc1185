// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventFormat;
import java.util.ArrayList;
import java.util.List;

/** Chooses how an event is printed: mostly by its {@code print fmt:}. */
final class BodyParser {

  private static final String ENTER = "sys_enter_";
  private static final String EXIT = "sys_exit_";

  private BodyParser() {}

  static Piece parse(String system, Context context) throws NotUnderstood {
    EventFormat format = context.format();
    return switch (system) {
      case "ftrace" -> OwnTexts.parse(context);
      case "syscalls" -> {
        if (format.name().startsWith(ENTER)) {
          yield format.printFormat().contains("__print_flags(")
              ? decodedCall(name(format, ENTER), context)
              : new SyscallEnterPiece(context, name(format, ENTER));
        }
        yield format.name().startsWith(EXIT)
            ? new SyscallExitPiece(name(format, EXIT), context.field("ret"))
            : byFormat(system, context);
      }
      default -> byFormat(system, context);
    };
  }

  private static String name(EventFormat format, String prefix) {
    return "sys_" + format.name().substring(prefix.length());
  }

  /** One whose arguments have names of flags, since 6.19; the kernel's text has no hex then. */
  private static Piece decodedCall(String name, Context context) throws NotUnderstood {
    TokenCursor tokens =
        new TokenCursor(CLexer.tokens(context.format().printFormat(), context.wordBytes()));
    String text = tokens.expectText().replace("0x%08lx", "%lu");
    Arguments arguments = new Arguments(tokens, context);
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Literal(name + "("));
    pieces.addAll(new PrintfParser(text, arguments, context).parse());
    pieces.add(new Literal(")"));
    return new Sequence(pieces);
  }

  /** The name, and the text by the {@code print fmt:}. */
  static Piece byFormat(String system, Context context) throws NotUnderstood {
    TokenCursor tokens =
        new TokenCursor(CLexer.tokens(context.format().printFormat(), context.wordBytes()));
    String text = tokens.expectText();
    Arguments arguments = new Arguments(tokens, context);
    if (system.equals("synthetic")) {
      // kernel/trace/trace_events_synth.c: set_synth_event_print_fmt has commas, print_synth_event
      // none.
      text = text.replace(", ", " ");
    }
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Literal(context.format().name() + ": "));
    text = text.substring(ProbePlace.parse(text, arguments, context, pieces));
    pieces.addAll(new PrintfParser(text, arguments, context).parse());
    return new Sequence(pieces);
  }
}
