// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** x86-64, System V calling convention; operands in AT&T notation. */
final class X86Registers implements Registers {

  private static final List<String> ARGUMENTS = List.of("%di", "%si", "%dx", "%cx", "%r8", "%r9");

  private static final Pattern MEMORY = Pattern.compile("(-?\\d*)\\((%\\w+)\\)");
  private static final Pattern CONSTANT = Pattern.compile("\\$(-?\\d+)");

  /** %ah and the like are not the low bytes of a register. */
  private static final Pattern NAMED =
      Pattern.compile("%[re]?(ax|bx|cx|dx|si|di|bp|sp)|%([abcd])l|%(si|di|bp|sp)l");

  private static final Pattern NUMBERED = Pattern.compile("%(r(?:8|9|1[0-5]))[dwb]?");

  /** The return address is on top of the stack, those that no register takes follow. */
  @Override
  public String argument(int number) {
    return number < ARGUMENTS.size()
        ? ARGUMENTS.get(number)
        : "$stack" + (number - ARGUMENTS.size() + 1);
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
    String base = register(memory.group(2));
    return base == null ? null : Registers.memory(memory.group(1), base);
  }

  /** The kernel's name of the whole register (regoffset_table in arch/x86/kernel/ptrace.c). */
  private static String register(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    if (numbered.matches()) {
      return "%" + numbered.group(1);
    }
    Matcher named = NAMED.matcher(name);
    if (!named.matches()) {
      return null;
    }
    if (named.group(2) != null) {
      return "%" + named.group(2) + "x";
    }
    return "%" + (named.group(1) != null ? named.group(1) : named.group(3));
  }
}
