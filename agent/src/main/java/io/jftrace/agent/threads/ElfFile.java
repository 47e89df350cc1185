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
    return read(
        library,
        elf -> {
          long firstAddress = elf.firstAddress();
          Map<String, Long> symbols = elf.values(wanted);
          symbols.replaceAll((name, value) -> value - firstAddress);
          return symbols;
        });
  }

  /**
   * Where in the file the wanted functions are.
   *
   * @throws IOException if the file cannot be read or is malformed
   */
  static Map<String, Long> fileOffsets(Path library, Predicate<String> wanted) throws IOException {
    return read(
        library,
        elf -> {
          Map<String, Long> offsets = new HashMap<>();
          for (Map.Entry<String, Long> symbol : elf.values(wanted).entrySet()) {
            offsets.put(symbol.getKey(), elf.fileOffset(symbol.getValue()));
          }
          return offsets;
        });
  }

  private interface Question {
    Map<String, Long> ask(ElfFile elf) throws IOException;
  }

  private static Map<String, Long> read(Path library, Question question) throws IOException {
    try (FileChannel file = FileChannel.open(library, StandardOpenOption.READ)) {
      return question.ask(new ElfFile(file));
    } catch (IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException(library + " is malformed: " + e.getMessage(), e);
    }
  }

  /** The wanted symbols' addresses in the file's own terms. */
  private Map<String, Long> values(Predicate<String> wanted) throws IOException {
    int sectionBytes = header.getShort(58);
    ByteBuffer sections = table(header.getLong(40), sectionBytes, header.getShort(60));
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

  private static void collect(
      ByteBuffer symbols, ByteBuffer names, Predicate<String> wanted, Map<String, Long> found) {
    for (int at = 0; at + SYMBOL_BYTES <= symbols.limit(); at += SYMBOL_BYTES) {
      String name = name(names, symbols.getInt(at));
      long value = symbols.getLong(at + 8);
      if (value != 0 && wanted.test(name)) {
        found.put(name, value);
      }
    }
  }

  /** The address of what is mapped from the file's beginning. */
  private long firstAddress() throws IOException {
    int entryBytes = header.getShort(54);
    ByteBuffer segments = segments(entryBytes);
    for (int at = 0; at < segments.limit(); at += entryBytes) {
      if (segments.getInt(at) == PROGRAM_LOAD && segments.getLong(at + 8) == 0) {
        return segments.getLong(at + 16);
      }
    }
    throw new IOException("no segment begins where the file does");
  }

  /** Where in the file that is which is mapped at an address. */
  private long fileOffset(long address) throws IOException {
    int entryBytes = header.getShort(54);
    ByteBuffer segments = segments(entryBytes);
    for (int at = 0; at < segments.limit(); at += entryBytes) {
      long within = address - segments.getLong(at + 16);
      if (segments.getInt(at) == PROGRAM_LOAD
          && 0 <= within
          && within < segments.getLong(at + 32)) {
        return segments.getLong(at + 8) + within;
      }
    }
    throw new IOException("no segment has the address " + address);
  }

  private ByteBuffer segments(int entryBytes) throws IOException {
    return table(header.getLong(32), entryBytes, header.getShort(56));
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
