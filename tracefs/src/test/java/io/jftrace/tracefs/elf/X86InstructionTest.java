// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As measured with Linux 6.18 in a virtual machine: 0.7 microseconds, or 10. */
class X86InstructionTest {

  @ParameterizedTest
  @CsvSource({
    "90c3, NOP",
    "6690, NOP",
    "f390, NOP",
    "0f1f00, NOP",
    "0f1f4000, NOP",
    "0f1f440000, NOP",
    "660f1f440000, NOP",
    "0f1f8000000000, NOP",
    "0f1f840000000000, NOP",
    "660f1f840000000000, SINGLE_STEPPED",
    "0f1f0400, SINGLE_STEPPED",
    "f30f1f440000, SINGLE_STEPPED",
    "f30f1efa55, SINGLE_STEPPED",
    "eb00, EMULATED",
    "e900000000, EMULATED",
    "e800000000, EMULATED",
    "7400, EMULATED",
    "0f8400000000, EMULATED",
    "55, EMULATED",
    "57, EMULATED",
    "4157, EMULATED",
    "4055, SINGLE_STEPPED",
    "58, SINGLE_STEPPED",
    "6a01, SINGLE_STEPPED",
    "31c0, SINGLE_STEPPED",
    "488d07, SINGLE_STEPPED",
    "c3, SINGLE_STEPPED",
    "ff25, SINGLE_STEPPED",
    "0f, SINGLE_STEPPED"
  })
  void costIsThatOfTheKernel(String code, HitCost cost) {
    assertEquals(cost, new X86Instruction(HexFormat.of().parseHex(code)).hitCost());
  }
}
