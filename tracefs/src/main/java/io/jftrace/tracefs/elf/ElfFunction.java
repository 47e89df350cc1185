// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

/**
 * A function of an ELF file.
 *
 * @param name as in the symbol table
 * @param fileOffset of its first instruction
 * @param sizeBytes 0 if the symbol does not say
 */
public record ElfFunction(String name, long fileOffset, long sizeBytes) {}
