// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

/**
 * How long instructions of x86-64 are, as far as compilers make them: Intel's manual, volume 2,
 * chapter 2 and appendix A. A probe within an instruction would make the program another one.
 */
final class X86Lengths {

  private static final int UNKNOWN = -1;

  /** One-byte opcodes with a ModRM byte, a bit each, the lowest bit first: 64 opcodes a long. */
  private static final long[] MODRM = {
    0x0f0f_0f0f_0f0f_0f0fL, 0x0000_0a08_0000_0000L, 0x0000_0000_0000_fffbL, 0xc0c0_0000_ff0f_00c3L
  };

  /** The same behind 0f. */
  private static final long[] MODRM_0F = {
    0xfa00_ffff_ffff_a00fL, 0xff7f_ffff_ffff_ffffL, 0xffff_f8f8_ffff_0000L, 0xffff_ffff_ffff_00ffL
  };

  private final byte[] code;
  private int at;
  private boolean hasOperandSize;
  private boolean hasAddressSize;
  private boolean isWide;

  private X86Lengths(byte[] code) {
    this.code = code;
  }

  /**
   * Whether an instruction begins there.
   *
   * @param code of a function, from its beginning
   * @param offset in it
   * @return true also if that cannot be told
   */
  static boolean isBoundary(byte[] code, int offset) {
    X86Lengths lengths = new X86Lengths(code);
    while (lengths.at < offset) {
      if (!lengths.pass()) {
        return true;
      }
    }
    return lengths.at == offset;
  }

  /** Goes to the next instruction; false if this one is not known. */
  private boolean pass() {
    passPrefixes();
    int opcode = next();
    int immediate =
        switch (opcode) {
          case 0x0f -> twoBytes();
          case 0xc5 -> vector(1, 1);
          case 0xc4 -> vector(peek() & 0x1f, 2);
          case 0x62 -> vector(peek() & 0x07, 3);
          default -> oneByte(opcode);
        };
    at += Math.max(immediate, 0);
    return immediate != UNKNOWN && at <= code.length;
  }

  private void passPrefixes() {
    hasOperandSize = false;
    hasAddressSize = false;
    isWide = false;
    while (true) {
      switch (peek()) {
        case 0x66 -> hasOperandSize = true;
        case 0x67 -> hasAddressSize = true;
        case 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0xf0, 0xf2, 0xf3 -> {}
        default -> {
          if ((peek() & 0xf0) == 0x40) {
            isWide = (next() & 0x08) != 0;
          }
          return;
        }
      }
      at++;
    }
  }

  /** Passes opcode and operands but for what it returns: the bytes of the immediate operand. */
  private int oneByte(int opcode) {
    int reg = (peek() >> 3) & 7;
    if (isIn(MODRM, opcode)) {
      passModRm();
    }
    if (opcode < 0x40) {
      return switch (opcode & 7) {
        case 4 -> 1;
        case 5 -> full();
        case 6, 7 -> UNKNOWN;
        default -> 0;
      };
    }
    return switch (opcode) {
      case 0x60, 0x61, 0x82, 0x9a, 0xce, 0xd4, 0xd5, 0xd6, 0xea -> UNKNOWN;
      case 0x68, 0x69, 0x81, 0xa9, 0xc7 -> full();
      case 0x6a, 0x6b, 0x80, 0x83, 0xa8, 0xc0, 0xc1, 0xc6, 0xcd, 0xeb -> 1;
      case 0xa0, 0xa1, 0xa2, 0xa3 -> hasAddressSize ? 4 : 8;
      case 0xc2, 0xca -> 2;
      case 0xc8 -> 3;
      case 0xe8, 0xe9 -> 4;
      case 0xf6 -> reg < 2 ? 1 : 0;
      case 0xf7 -> reg < 2 ? full() : 0;
      default -> ranges(opcode);
    };
  }

  private int ranges(int opcode) {
    return switch (opcode & 0xf8) {
      case 0x70, 0x78, 0xb0, 0xe0 -> 1;
      case 0xb8 -> isWide ? 8 : full();
      default -> 0;
    };
  }

  private int twoBytes() {
    int opcode = next();
    if (opcode == 0x38 || opcode == 0x3a) {
      next();
      passModRm();
      return opcode == 0x3a ? 1 : 0;
    }
    if (isIn(MODRM_0F, opcode)) {
      passModRm();
    }
    return switch (opcode) {
      case 0x0f, 0x70, 0x71, 0x72, 0x73, 0xa4, 0xac, 0xba, 0xc2, 0xc4, 0xc5, 0xc6 -> 1;
      default -> (opcode & 0xf0) == 0x80 ? 4 : 0;
    };
  }

  /** VEX and EVEX: the opcode's map is in the prefix. */
  private int vector(int map, int prefixBytes) {
    at += prefixBytes;
    int opcode = next();
    if (map == 1 && opcode == 0x77) {
      return 0;
    }
    passModRm();
    return switch (map) {
      case 1 ->
          switch (opcode) {
            case 0x70, 0x71, 0x72, 0x73, 0xc2, 0xc4, 0xc5, 0xc6 -> 1;
            default -> 0;
          };
      case 2, 5, 6 -> 0;
      case 3 -> 1;
      default -> UNKNOWN;
    };
  }

  private void passModRm() {
    int modRm = next();
    int mod = modRm >> 6;
    int rm = modRm & 7;
    if (mod == 3) {
      return;
    }
    int base = rm == 4 ? next() & 7 : rm;
    if (mod == 1) {
      at++;
    } else if (mod == 2 || base == 5) {
      at += 4;
    }
  }

  /** The bytes of an immediate operand of the instruction's size, which has 4 at most. */
  private int full() {
    return hasOperandSize && !isWide ? 2 : 4;
  }

  private static boolean isIn(long[] set, int opcode) {
    return (set[opcode >> 6] >>> (opcode & 63) & 1) != 0;
  }

  private int peek() {
    return at < code.length ? code[at] & 0xff : 0;
  }

  private int next() {
    int value = peek();
    at++;
    return value;
  }
}
