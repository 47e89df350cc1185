// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import net.fornwall.jelf.ElfException;
import net.fornwall.jelf.ElfFile;
import net.fornwall.jelf.ElfNoteSection;
import net.fornwall.jelf.ElfSection;
import net.fornwall.jelf.ElfSectionHeader;
import net.fornwall.jelf.ElfStringTable;
import net.fornwall.jelf.ElfSymbol;
import net.fornwall.jelf.ElfSymbolTableSection;

/**
 * The sections of a file. jelf reads a section whole when its header is asked for, of whatever size
 * that header says. So the headers are read here, and jelf is asked for those sections only that
 * are needed and lie within the file.
 */
final class Sections {

  private static final int HEADER_BYTES = 64;
  private static final int SYMBOL_BYTES = 24;
  private static final int MAX_SECTION_BYTES = 128 << 20;

  private final ElfFile elf;
  private final FileBytes bytes;
  private final List<Section> sections = new ArrayList<>();

  Sections(ElfFile elf, FileBytes bytes) {
    this.elf = elf;
    this.bytes = bytes;
    ByteOrder order =
        elf.ei_data == ElfFile.DATA_LSB ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    byte[] header = new byte[HEADER_BYTES];
    for (int i = 0; i < elf.e_shnum; i++) {
      bytes.seek(elf.e_shoff + (long) i * elf.e_shentsize);
      bytes.read(header);
      sections.add(section(i, ByteBuffer.wrap(header).order(order)));
    }
  }

  private static Section section(int index, ByteBuffer header) {
    return new Section(
        index,
        header.getInt(0),
        header.getInt(4),
        header.getLong(16),
        header.getLong(24),
        header.getLong(32),
        header.getInt(40),
        header.getLong(56));
  }

  /** .symtab and .dynsym, as far as there. */
  List<Section> symbolTables() {
    List<Section> tables = exportedSymbols();
    tables.addAll(ofType(ElfSectionHeader.SHT_SYMTAB));
    return tables;
  }

  /** .dynsym, if there. */
  List<Section> exportedSymbols() {
    return ofType(ElfSectionHeader.SHT_DYNSYM);
  }

  private List<Section> ofType(int type) {
    List<Section> found = new ArrayList<>();
    for (Section section : sections) {
      if (section.type() == type) {
        found.add(section);
      }
    }
    return found;
  }

  List<Section> named(String name) {
    if (sections.isEmpty()) {
      return List.of();
    }
    ElfStringTable names = strings(elf.e_shstrndx);
    return sections.stream()
        .filter(section -> names.get(section.nameIndex()).equals(name))
        .toList();
  }

  ElfSymbol[] symbols(Section section) {
    return ((ElfSymbolTableSection) content(section)).symbols;
  }

  /** The names of a symbol table's symbols. */
  ElfStringTable names(Section symbolTable) {
    return strings(symbolTable.link());
  }

  List<ElfNoteSection.ElfNote> notes(Section section) {
    return ((ElfNoteSection) content(section)).notes();
  }

  byte[] data(Section section) {
    return content(section).getData();
  }

  private ElfStringTable strings(int index) {
    return (ElfStringTable) content(sections.get(index));
  }

  private ElfSection content(Section section) {
    boolean symbols =
        section.type() == ElfSectionHeader.SHT_SYMTAB
            || section.type() == ElfSectionHeader.SHT_DYNSYM;
    if (symbols && section.entryBytes() != SYMBOL_BYTES) {
      throw new ElfException("symbols of " + section.entryBytes() + " bytes");
    }
    long sizeBytes = section.sizeBytes();
    if (sizeBytes < 0 || sizeBytes > Math.min(bytes.sizeBytes(), MAX_SECTION_BYTES)) {
      throw new ElfException("section " + section.index() + " of " + sizeBytes + " bytes");
    }
    return elf.getSection(section.index());
  }
}
