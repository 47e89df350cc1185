// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** {@code %d} and its like (lib/vsprintf.c, number). */
record NumberPiece(Spec spec, Expression value, CType type, int base, boolean upper)
    implements Piece {

  @Override
  public void print(EventRecord record, StringBuilder out) {
    long number = type.narrow(value.number(record));
    if (spec.isPlain()) {
      digits(number, type.signed(), out);
      return;
    }
    boolean negative = type.signed() && number < 0;
    StringBuilder digits = new StringBuilder();
    digits(negative ? -number : number, false, digits);
    String sign = sign(negative);
    String prefix =
        !spec.has('#') || base == 10 ? "" : base == 16 ? prefix16() : number == 0 ? "" : "0";
    layout(record, sign + prefix, digits, out);
  }

  private String prefix16() {
    return upper ? "0X" : "0x";
  }

  private String sign(boolean negative) {
    if (!type.signed()) {
      return "";
    }
    return negative ? "-" : spec.has('+') ? "+" : spec.has(' ') ? " " : "";
  }

  private void layout(EventRecord record, String before, CharSequence digits, StringBuilder out) {
    int width = spec.width(record);
    boolean left = width < 0 || spec.has('-');
    int zeros = Math.max(0, spec.precision(record) - digits.length());
    int spaces = Math.max(0, Math.abs(width) - before.length() - zeros - digits.length());
    if (spec.has('0') && !left) {
      zeros += spaces;
      spaces = 0;
    }
    out.append(" ".repeat(left ? 0 : spaces)).append(before).append("0".repeat(zeros));
    out.append(digits).append(" ".repeat(left ? spaces : 0));
  }

  private void digits(long number, boolean signed, StringBuilder out) {
    if (base == 10) {
      Digits.decimal(number, signed, out);
    } else if (base == 8) {
      out.append(Long.toOctalString(number));
    } else {
      int start = out.length();
      Digits.hex(number, out);
      for (int i = start; upper && i < out.length(); i++) {
        out.setCharAt(i, Character.toUpperCase(out.charAt(i)));
      }
    }
  }
}
