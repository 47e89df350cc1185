// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.Locale;

/** Where an architecture has the arguments of a function, and how the kernel calls that. */
interface Registers {

  /** Those of the machine; null if its calling convention is not known here. */
  static Registers ofMachine() {
    return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
      case "amd64" -> new X86Registers();
      case "aarch64" -> new Arm64Registers();
      default -> null;
    };
  }

  /**
   * The N-th argument of a C function at its first instruction, from 0, as the kernel fetches it.
   */
  String argument(int number);

  /**
   * An operand of a static probe's note as the kernel fetches it; null if it cannot: it knows whole
   * general registers, memory at a constant distance from one, and constants.
   */
  String operand(String operand);

  /** A constant as the kernel has it; 64-bit numbers are allowed. */
  static String constant(String number) {
    return "\\" + number;
  }

  /** Memory at a distance from a register. */
  static String memory(String distance, String register) {
    String signed = distance.isEmpty() ? "+0" : distance;
    return (signed.startsWith("-") || signed.startsWith("+") ? signed : "+" + signed)
        + "("
        + register
        + ")";
  }
}
