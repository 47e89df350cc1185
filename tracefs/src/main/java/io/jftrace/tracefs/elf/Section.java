// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

/**
 * A section's header (Elf64_Shdr in elf.h).
 *
 * @param index in the section header table
 * @param link the index of the section that belongs to it: a symbol table's names
 * @param entryBytes of each of a table's entries
 */
record Section(
    int index,
    int nameIndex,
    int type,
    long address,
    long offset,
    long sizeBytes,
    int link,
    long entryBytes) {}
