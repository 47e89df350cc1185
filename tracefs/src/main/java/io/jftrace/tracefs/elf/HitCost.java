// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

/**
 * What a hit of a uprobe costs, by the instruction under it (x86-64: arch_uprobe_analyze_insn() in
 * arch/x86/kernel/uprobes.c, Linux 6.18).
 */
public enum HitCost {
  /** A nop: nothing has to be done for it. */
  NOP("cheap"),
  /** The kernel carries the instruction out itself: push, jmp, call and the like. */
  EMULATED("cheap"),
  /** The kernel steps over a copy of it: two more traps, microseconds in a virtual machine. */
  SINGLE_STEPPED("slow"),
  /** Of another architecture, or an instruction that is not understood. */
  UNKNOWN("unknown");

  private final String label;

  HitCost(String label) {
    this.label = label;
  }

  /** In a word. */
  public String label() {
    return label;
  }

  /** Whether a hit takes below a microsecond, as far as known. */
  public boolean isCheap() {
    return this == NOP || this == EMULATED;
  }
}
