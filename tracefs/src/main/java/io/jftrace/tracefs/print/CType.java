// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

/**
 * The type of a C expression, as far as its value depends on it.
 *
 * @param bytes its size
 * @param truth whether it is {@code bool}, whose only values are 0 and 1
 * @param pointee what it points to; null if it is no pointer, or that is not known
 */
record CType(int bytes, boolean signed, boolean truth, CType pointee) {

  static final CType INT = number(4, true);
  static final CType UNSIGNED = number(4, false);
  static final CType U64 = number(8, false);
  static final CType S64 = number(8, true);
  static final CType BOOL = new CType(1, false, true, null);

  static CType number(int bytes, boolean signed) {
    return new CType(bytes, signed, false, null);
  }

  static CType pointer(int wordBytes, CType pointee) {
    return new CType(wordBytes, false, false, pointee);
  }

  /** The value as this type holds it, extended to 64 bits. */
  long narrow(long value) {
    if (truth) {
      return value == 0 ? 0 : 1;
    }
    return switch (bytes) {
      case 1 -> signed ? (byte) value : value & 0xff;
      case 2 -> signed ? (short) value : value & 0xffff;
      case 4 -> signed ? (int) value : value & 0xffffffffL;
      default -> value;
    };
  }

  /** What C computes with instead of a smaller type: {@code int}. */
  CType promoted() {
    return bytes < 4 ? INT : this;
  }

  /** The type that C converts both operands to. */
  static CType common(CType left, CType right) {
    CType a = left.promoted();
    CType b = right.promoted();
    int bytes = Math.max(a.bytes, b.bytes);
    boolean unsigned = (a.bytes == bytes && !a.signed) || (b.bytes == bytes && !b.signed);
    return number(bytes, !unsigned);
  }
}
