// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** AArch64, AAPCS64 calling convention. */
final class Arm64Registers implements Registers {

  private static final int IN_REGISTERS = 8;

  private static final Pattern REGISTER = Pattern.compile("[xw]([0-9]|[12][0-9]|30)");
  private static final Pattern MEMORY = Pattern.compile("\\[(\\w+)(?:, *#?(-?\\d+))?\\]");
  private static final Pattern CONSTANT = Pattern.compile("#?(-?\\d+)");

  @Override
  public String argument(int number) {
    return number < IN_REGISTERS ? "%x" + number : "$stack" + (number - IN_REGISTERS);
  }

  @Override
  public String operand(String operand) {
    Matcher constant = CONSTANT.matcher(operand);
    if (constant.matches()) {
      return Registers.constant(constant.group(1));
    }
    Matcher memory = MEMORY.matcher(operand);
    if (!memory.matches()) {
      return register(operand);
    }
    String base = register(memory.group(1));
    String distance = memory.group(2) == null ? "" : memory.group(2);
    return base == null ? null : Registers.memory(distance, base);
  }

  /** The kernel's name (regoffset_table in arch/arm64/kernel/ptrace.c). */
  private static String register(String name) {
    if (name.equals("sp")) {
      return "%sp";
    }
    if (name.equals("xzr") || name.equals("wzr")) {
      return Registers.constant("0");
    }
    Matcher m = REGISTER.matcher(name);
    return m.matches() ? "%x" + m.group(1) : null;
  }
}
