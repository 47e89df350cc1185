// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The exported symbols of a 64-bit ELF shared library (.dynsym). Field offsets are those of
 * Elf64_Ehdr, Elf64_Phdr, Elf64_Shdr and Elf64_Sym in elf.h.
 */
final class ElfFile {

  private static final int MAGIC = 0x7f454c46;
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int PROGRAM_LOAD = 1;
  private static final int SECTION_DYNAMIC_SYMBOLS = 11;
  private static final int HEADER_BYTES = 64;
  private static final int SYMBOL_BYTES = 24;
  private static final int MAX_TABLE_BYTES = 64 << 20;

  private final FileChannel file;
  private final ByteBuffer header;

  private ElfFile(FileChannel file) throws IOException {
    this.file = file;
    byte[] start = new byte[HEADER_BYTES];
    if (file.read(ByteBuffer.wrap(start), 0) < HEADER_BYTES
        || ByteBuffer.wrap(start).getInt(0) != MAGIC
        || start[4] != CLASS_64) {
      throw new IOException("not a 64-bit ELF file");
    }
    this.header = ByteBuffer.wrap(start).order(order(start[5]));
  }

  /**
   * Addresses of the wanted symbols, relative to where the library's first byte is mapped.
   *
   * @throws IOException if the file cannot be read or is malformed
   */
  static Map<String, Long> symbols(Path library, Predicate<String> wanted) throws IOException {
    try (FileChannel file = FileChannel.open(library, StandardOpenOption.READ)) {
      return new ElfFile(file).symbols(wanted);
    } catch (IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException(library + " is malformed: " + e.getMessage(), e);
    }
  }

  private Map<String, Long> symbols(Predicate<String> wanted) throws IOException {
    ByteBuffer sections = table(header.getLong(40), header.getShort(58), header.getShort(60));
    int sectionBytes = header.getShort(58);
    Map<String, Long> found = new HashMap<>();
    for (int at = 0; at < sections.limit(); at += sectionBytes) {
      if (sections.getInt(at + 4) == SECTION_DYNAMIC_SYMBOLS) {
        ByteBuffer symbols = section(sections, at);
        ByteBuffer names = section(sections, sections.getInt(at + 40) * sectionBytes);
        collect(symbols, names, wanted, found);
      }
    }
    return found;
  }

  private void collect(
      ByteBuffer symbols, ByteBuffer names, Predicate<String> wanted, Map<String, Long> found)
      throws IOException {
    long firstAddress = firstAddress();
    for (int at = 0; at + SYMBOL_BYTES <= symbols.limit(); at += SYMBOL_BYTES) {
      String name = name(names, symbols.getInt(at));
      long value = symbols.getLong(at + 8);
      if (value != 0 && wanted.test(name)) {
        found.put(name, value - firstAddress);
      }
    }
  }

  /** The address, in the file's own terms, of what is mapped from the file's beginning. */
  private long firstAddress() throws IOException {
    int entryBytes = header.getShort(54);
    ByteBuffer segments = table(header.getLong(32), entryBytes, header.getShort(56));
    for (int at = 0; at < segments.limit(); at += entryBytes) {
      if (segments.getInt(at) == PROGRAM_LOAD && segments.getLong(at + 8) == 0) {
        return segments.getLong(at + 16);
      }
    }
    throw new IOException("no segment begins where the file does");
  }

  private ByteBuffer section(ByteBuffer sections, int at) throws IOException {
    return table(sections.getLong(at + 24), 1, sections.getLong(at + 32));
  }

  private ByteBuffer table(long offset, int entryBytes, long entries) throws IOException {
    long sizeBytes = entryBytes * entries;
    if (sizeBytes < 0 || sizeBytes > MAX_TABLE_BYTES || offset < 0) {
      throw new IOException("malformed ELF table of " + sizeBytes + " bytes at " + offset);
    }
    ByteBuffer table = ByteBuffer.allocate((int) sizeBytes).order(header.order());
    while (table.hasRemaining()) {
      if (file.read(table, offset + table.position()) < 0) {
        throw new IOException("ELF table at " + offset + " goes beyond the file's end");
      }
    }
    return table.flip();
  }

  private static String name(ByteBuffer names, int start) {
    int end = start;
    while (names.get(end) != 0) {
      end++;
    }
    byte[] name = new byte[end - start];
    names.get(start, name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private static ByteOrder order(byte dataEncoding) {
    return dataEncoding == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }
}
