// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import net.fornwall.jelf.ElfException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsdtArgumentsTest {

  @Test
  void x86Operands() {
    assertEquals(
        List.of(
            argument(8, false, "%rdx"),
            argument(4, true, "%eax"),
            argument(8, false, "152(%rdi)"),
            argument(1, false, "%cl"),
            argument(4, true, "$-1"),
            argument(8, false, "(%rax,%rcx,8)"),
            new UsdtArgument(4, false, true, "%xmm0"),
            argument(8, false, "table@GOTPCREL(%rip)")),
        UsdtArguments.parse(
            "8@%rdx -4@%eax 8@152(%rdi) 1@%cl -4@$-1 8@(%rax,%rcx,8) 4f@%xmm0"
                + " 8@table@GOTPCREL(%rip)"));
  }

  @Test
  void armOperandsAndBlanksInBrackets() {
    assertEquals(
        List.of(
            argument(4, true, "w0"),
            argument(8, false, "[sp, 16]"),
            argument(2, true, "[x1]"),
            argument(8, false, "8( %rax )")),
        UsdtArguments.parse("-4@w0 8@[sp, 16] -2@[x1]  8@8( %rax ) "));
  }

  @Test
  void noArguments() {
    assertEquals(List.of(), UsdtArguments.parse(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%rdx", "8@", "@%rdx", "16@%rdx", "x8@%rdx", "8@%rdx 3@%eax", "8 @%rdx"})
  void othersAreMalformed(String text) {
    assertThrows(ElfException.class, () -> UsdtArguments.parse(text));
  }

  private static UsdtArgument argument(int sizeBytes, boolean signed, String operand) {
    return new UsdtArgument(sizeBytes, signed, false, operand);
  }
}
