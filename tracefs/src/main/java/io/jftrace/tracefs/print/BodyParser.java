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
          yield new SyscallEnterPiece(context, name(format, ENTER));
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
