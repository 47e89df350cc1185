// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import java.util.Arrays;
import java.util.List;

/**
 * What the kernel does about an instruction of x86-64 under a probe: arch_uprobe_analyze_insn(),
 * branch_setup_xol_ops() and push_setup_xol_ops() in arch/x86/kernel/uprobes.c, Linux 6.18.
 */
final class X86Instruction {

  /** The longest that there is. */
  static final int MAX_BYTES = 15;

  /** Where a jump may end, which is all that it says; otherwise it does nothing. */
  private static final byte[] ENDBR64 = {(byte) 0xf3, 0x0f, 0x1e, (byte) 0xfa};

  /**
   * x86_nops of 64 bits up to where their prefixes are refused (arch/x86/include/asm/nops.h), and
   * pause. Before Linux 6.16 those of three bytes and more are stepped over.
   */
  private static final List<byte[]> NOPS =
      List.of(
          new byte[] {(byte) 0x90},
          new byte[] {0x66, (byte) 0x90},
          new byte[] {(byte) 0xf3, (byte) 0x90},
          new byte[] {0x0f, 0x1f, 0x00},
          new byte[] {0x0f, 0x1f, 0x40, 0},
          new byte[] {0x0f, 0x1f, 0x44, 0, 0},
          new byte[] {0x66, 0x0f, 0x1f, 0x44, 0, 0},
          new byte[] {0x0f, 0x1f, (byte) 0x80, 0, 0, 0, 0},
          new byte[] {0x0f, 0x1f, (byte) 0x84, 0, 0, 0, 0, 0});

  private final byte[] code;

  X86Instruction(byte[] code) {
    this.code = code;
  }

  /** The number of bytes to be passed so that the instruction is not endbr64. */
  int markBytes() {
    return startsWith(ENDBR64) ? ENDBR64.length : 0;
  }

  HitCost hitCost() {
    for (byte[] nop : NOPS) {
      if (startsWith(nop)) {
        return HitCost.NOP;
      }
    }
    return isRelativeJump() || isPush() ? HitCost.EMULATED : HitCost.SINGLE_STEPPED;
  }

  private boolean isRelativeJump() {
    return switch (at(0)) {
      case 0xe8, 0xe9, 0xeb -> true;
      case 0x0f -> (at(1) & 0xf0) == 0x80;
      default -> (at(0) & 0xf0) == 0x70;
    };
  }

  /** Of a register. */
  private boolean isPush() {
    int opcode = at(0) == 0x41 ? at(1) : at(0);
    return (opcode & 0xf8) == 0x50;
  }

  private int at(int index) {
    return index < code.length ? code[index] & 0xff : -1;
  }

  private boolean startsWith(byte[] expected) {
    return code.length >= expected.length
        && Arrays.equals(code, 0, expected.length, expected, 0, expected.length);
  }
}
