// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

/**
 * One argument of a static probe, from its note, for example {@code -4@%eax}.
 *
 * @param sizeBytes 1, 2, 4 or 8
 * @param isFloat which the kernel cannot fetch
 * @param operand in the assembler's notation, for example {@code %eax}, {@code 152(%rdi)}, {@code
 *     $-1}
 */
public record UsdtArgument(int sizeBytes, boolean signed, boolean isFloat, String operand) {}
