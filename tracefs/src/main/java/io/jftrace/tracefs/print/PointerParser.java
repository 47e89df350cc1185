// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.nio.ByteOrder;

/** {@code %p} and what the kernel has behind it (Documentation/core-api/printk-formats.rst). */
final class PointerParser {

  private static final int MAX_HEX_BYTES = 64;

  private final Context context;
  private final Arguments arguments;
  private int lettersTaken;

  PointerParser(Context context, Arguments arguments) {
    this.context = context;
    this.arguments = arguments;
  }

  /** How many of the letters belong to the conversion; the others are text behind it. */
  int lettersTaken() {
    return lettersTaken;
  }

  /**
   * Makes the piece of a conversion.
   *
   * @param letters all letters and digits behind the {@code p}
   */
  Piece parse(Spec spec, String letters) throws NotUnderstood {
    lettersTaken = letters.isEmpty() ? 0 : 1;
    return switch (letters.isEmpty() ? ' ' : letters.charAt(0)) {
      case 'x', 'K' -> new AddressPiece(spec, arguments.nextNumber(), context.wordBytes());
      case 'S', 'B' -> symbol(spec, true, letters);
      case 's' -> symbol(spec, false, letters);
      case 'F' -> symbol(spec, true, letters);
      case 'f' -> symbol(spec, false, letters);
      case 'I', 'i' -> address(spec, letters);
      case 'M', 'm' -> mac(spec, letters);
      case 'U' -> uuid(spec, letters);
      case 'h' -> hex(spec, letters);
      case 'b' -> bitmap(spec, letters);
      case 'e' -> new TextPiece(spec, new ErrorText(arguments.nextNumber(), context.wordBytes()));
      case 'd', 'D', 'g', 'a', 'r', 'R', 'E', 'V', 'N', 'C', 'G', 'O', 't', '4', 'A' ->
          throw new NotUnderstood("a conversion %p" + letters.charAt(0));
      default -> plain(spec);
    };
  }

  /**
   * The kernel prints a hash of the address, which nobody can. So it does no harm if the address is
   * not known.
   */
  private Piece plain(Spec spec) {
    lettersTaken = 0;
    try {
      return new AddressPiece(spec, arguments.nextNumber(), context.wordBytes());
    } catch (NotUnderstood e) {
      return new TextPiece(spec, new TextConstant("?"));
    }
  }

  private Piece symbol(Spec spec, boolean offset, String letters) throws NotUnderstood {
    if (letters.startsWith("R", 1)) {
      lettersTaken++;
    }
    return new TextPiece(
        spec, new SymbolName(arguments.nextNumber(), context.facts().symbols(), offset));
  }

  private Region region() throws NotUnderstood {
    if (arguments.next() instanceof Region region) {
      return region;
    }
    throw new NotUnderstood("a pointer to what is not in the record");
  }

  /** The letters of a set that follow. */
  private String options(String letters, String set) {
    int from = lettersTaken;
    while (lettersTaken < letters.length() && set.indexOf(letters.charAt(lettersTaken)) >= 0) {
      lettersTaken++;
    }
    return letters.substring(from, lettersTaken);
  }

  private Piece address(Spec spec, String letters) throws NotUnderstood {
    lettersTaken = 2;
    boolean punctuated = letters.charAt(0) == 'I';
    TextExpression text =
        switch (letters.length() > 1 ? letters.charAt(1) : ' ') {
          case '4' -> {
            String order = options(letters, "hnbl");
            boolean swapped =
                order.equals("l")
                    || (order.equals("h") && context.layout().order() == ByteOrder.LITTLE_ENDIAN);
            yield new Ipv4Text(region(), !punctuated, swapped);
          }
          case '6' -> new Ipv6Text(region(), punctuated, options(letters, "c").equals("c"));
          case 'S' -> {
            String options = options(letters, "pfschnbl");
            yield new SocketAddressText(region(), options, context.layout().order());
          }
          default -> throw new NotUnderstood("a conversion %p" + letters);
        };
    return new TextPiece(spec, text);
  }

  private Piece mac(Spec spec, String letters) throws NotUnderstood {
    String options = options(letters, "FR");
    String separator = letters.charAt(0) == 'm' ? "" : options.contains("F") ? "-" : ":";
    return new TextPiece(spec, new MacText(region(), separator, options.contains("R")));
  }

  private Piece uuid(Spec spec, String letters) throws NotUnderstood {
    String options = options(letters, "bBlL");
    boolean little = options.contains("l") || options.contains("L");
    boolean upper = options.contains("B") || options.contains("L");
    return new TextPiece(spec, new UuidText(region(), little, upper));
  }

  private Piece hex(Spec spec, String letters) throws NotUnderstood {
    String separator =
        switch (options(letters, "CDN")) {
          case "C" -> ":";
          case "D" -> "-";
          case "N" -> "";
          default -> " ";
        };
    Expression count = spec.width() == null ? new Constant(1, CType.INT) : spec.width();
    return new TextPiece(plainSpec(), new HexText(region(), count, separator, MAX_HEX_BYTES));
  }

  private Piece bitmap(Spec spec, String letters) throws NotUnderstood {
    boolean list = options(letters, "l").equals("l");
    Expression bits = spec.width() == null ? new Constant(1, CType.INT) : spec.width();
    Region region = region();
    return new TextPiece(
        plainSpec(),
        list
            ? new BitListText(region, bits, context.layout())
            : new BitmaskText(region, bits, context.layout()));
  }

  /** Their width is no width, but the size of the data. */
  private static Spec plainSpec() {
    return new Spec("", null, null, 0);
  }
}
