// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.util.ArrayList;
import java.util.List;

/** Makes the pieces of an event's text of a {@code print fmt:}. */
final class PrintfParser {

  private final Context context;
  private final Arguments arguments;
  private final String text;
  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int position;

  PrintfParser(String text, Arguments arguments, Context context) {
    this.text = text;
    this.arguments = arguments;
    this.context = context;
  }

  List<Piece> parse() throws NotUnderstood {
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c != '%') {
        literal.append(c);
      } else if (text.startsWith("%", position)) {
        position++;
        literal.append('%');
      } else {
        conversion();
      }
    }
    endLiteral();
    return pieces;
  }

  private void endLiteral() {
    if (literal.length() > 0) {
      pieces.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private void conversion() throws NotUnderstood {
    int from = position;
    while (position < text.length() && "-+ #0".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    String flags = text.substring(from, position);
    Expression width = count();
    Expression precision = null;
    if (text.startsWith(".", position)) {
      position++;
      precision = count();
      precision = precision == null ? new Constant(0, CType.INT) : precision;
    }
    Spec spec = new Spec(flags, width, precision, lengthBytes());
    if (position == text.length()) {
      throw new NotUnderstood("a conversion without its letter");
    }
    Piece piece = piece(spec, text.charAt(position++));
    endLiteral();
    pieces.add(piece);
  }

  /** A width or a precision: digits, or a star for an argument; null if there is none. */
  private Expression count() throws NotUnderstood {
    if (text.startsWith("*", position)) {
      position++;
      return new Cast(CType.INT, arguments.next(), 1);
    }
    int from = position;
    int value = 0;
    while (position < text.length() && Character.digit(text.charAt(position), 10) >= 0) {
      value = Math.min(value * 10 + Character.digit(text.charAt(position), 10), 0xffff);
      position++;
    }
    return position == from ? null : new Constant(value, CType.INT);
  }

  private int lengthBytes() {
    int from = position;
    while (position < text.length() && "hlLqzZtj".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    return switch (text.substring(from, position)) {
      case "hh" -> 1;
      case "h" -> 2;
      case "" -> 4;
      case "l", "z", "Z", "t" -> context.wordBytes();
      default -> 8;
    };
  }

  private Piece piece(Spec spec, char letter) throws NotUnderstood {
    return switch (letter) {
      case 'd', 'i' -> number(spec, true, 10, false);
      case 'u' -> number(spec, false, 10, false);
      case 'x' -> number(spec, false, 16, false);
      case 'X' -> number(spec, false, 16, true);
      case 'o' -> number(spec, false, 8, false);
      case 'c' -> new CharacterPiece(spec, arguments.nextNumber());
      case 's' -> text(spec);
      case 'p' -> pointer(spec);
      default -> throw new NotUnderstood("a conversion %" + letter);
    };
  }

  private Piece number(Spec spec, boolean signed, int base, boolean upper) throws NotUnderstood {
    CType type = CType.number(spec.lengthBytes(), signed);
    return new NumberPiece(spec, arguments.nextNumber(), type, base, upper);
  }

  private Piece text(Spec spec) throws NotUnderstood {
    TextExpression value = context.text(arguments.next());
    int last = literal.length() - 1;
    boolean quoted = last >= 0 && literal.charAt(last) == '"' && text.startsWith("\"", position);
    if (quoted && spec.isPlain() && value instanceof StoredText stored) {
      literal.setLength(last);
      position++;
      return new QuotedPiece(stored);
    }
    return new TextPiece(spec, value);
  }

  private Piece pointer(Spec spec) throws NotUnderstood {
    int from = position;
    while (position < text.length() && Character.isLetterOrDigit(text.charAt(position))) {
      position++;
    }
    PointerParser pointers = new PointerParser(context, arguments);
    Piece piece = pointers.parse(spec, text.substring(from, position));
    position = from + pointers.lettersTaken();
    return piece;
  }
}
