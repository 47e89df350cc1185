// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      nullValues = "-",
      value = {
        "%rdx %dx",
        "%eax %ax",
        "%cl %cx",
        "%dil %di",
        "%bpl %bp",
        "%r14d %r14",
        "%r8 %r8",
        "%r15b %r15",
        "%rsp %sp",
        "%si %si",
        "152(%rdi) +152(%di)",
        "-60(%rbp) -60(%bp)",
        "(%r9) +0(%r9)",
        "$-1 \\-1",
        "$0 \\0",
        "%ah -",
        "%xmm0 -",
        "8(%rax,%rdx,8) -",
        "(%rax,%rdx) -",
        "x(%rip) -",
        "-4(%rip) -",
        "%r16 -",
        "$x -",
      })
  void operandsOfX86(String operand, String fetched) {
    assertEquals(fetched, new X86Registers().operand(operand));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "x0|%x0",
        "w19|%x19",
        "sp|%sp",
        "xzr|\\0",
        "wzr|\\0",
        "x31|-",
        "d0|-",
        "[sp, 12]|+12(%sp)",
        "[x0]|+0(%x0)",
        "[x29, -8]|-8(%x29)",
        "[x0, x1]|-",
        "5|\\5",
        "-1|\\-1",
      })
  void operandsOfArm64(String operand, String fetched) {
    assertEquals(fetched, new Arm64Registers().operand(operand));
  }

  @ParameterizedTest
  @CsvSource({
    "0, %di, %x0",
    "5, %r9, %x5",
    "6, $stack1, %x6",
    "7, $stack2, %x7",
    "8, $stack3, $stack0"
  })
  void argumentsAreWhereTheCallingConventionHasThem(int number, String x86, String arm64) {
    assertEquals(x86, new X86Registers().argument(number));
    assertEquals(arm64, new Arm64Registers().argument(number));
  }
}
