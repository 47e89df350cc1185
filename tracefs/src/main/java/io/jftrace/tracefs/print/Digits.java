// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

/** Numbers as the kernel's printf writes them. */
final class Digits {

  private static final String LOWER = "0123456789abcdef";

  private Digits() {}

  static void hex(long value, StringBuilder out) {
    hex(value, 1, out);
  }

  /** At least that many digits. */
  static void hex(long value, int minDigits, StringBuilder out) {
    int needed = Math.max(1, (67 - Long.numberOfLeadingZeros(value)) / 4);
    for (int i = Math.max(needed, minDigits) - 1; i >= 0; i--) {
      out.append(i > 15 ? '0' : LOWER.charAt((int) (value >>> (4 * i)) & 15));
    }
  }

  /** Two digits. */
  static void hexByte(byte value, StringBuilder out) {
    out.append(LOWER.charAt((value >> 4) & 15)).append(LOWER.charAt(value & 15));
  }

  static void decimal(long value, boolean signed, StringBuilder out) {
    if (signed || value >= 0) {
      out.append(value);
    } else {
      out.append(Long.toUnsignedString(value));
    }
  }
}
