// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.fornwall.jelf.ElfStringTable;
import net.fornwall.jelf.ElfSymbol;

/** Collects a file's functions from all of its symbol tables. */
final class Functions {

  /** STT_GNU_IFUNC: the symbol's address is that of a function that chooses the function. */
  private static final int TYPE_INDIRECT = 10;

  private static final int UNDEFINED = 0;

  private record Place(String name, long fileOffset) {}

  private final Segments segments;
  private final Map<Place, ElfFunction> found = new LinkedHashMap<>();
  private final Set<String> indirect = new TreeSet<>();

  private Functions(Segments segments) {
    this.segments = segments;
  }

  static Functions of(ElfContent elf) {
    Functions functions = new Functions(elf.segments());
    functions.addAll(elf.sections(), elf.sections().symbolTables());
    for (Section section : elf.sections().named(MiniDebugInfo.SECTION)) {
      byte[] unpacked = MiniDebugInfo.unpack(elf.sections().data(section));
      Sections inner = ElfContent.of(FileBytes.of(unpacked)).sections();
      functions.addAll(inner, inner.symbolTables());
    }
    return functions;
  }

  /** Those with a place of their own, each name and place once. */
  List<ElfFunction> direct() {
    // memcpy of old programs is a function, that of all others is chosen: who names it means that.
    return found.values().stream().filter(function -> !indirect.contains(function.name())).toList();
  }

  /** The names of those that are chosen when the library is loaded. */
  List<String> indirect() {
    return List.copyOf(indirect);
  }

  private void addAll(Sections sections, List<Section> tables) {
    for (Section table : tables) {
      ElfStringTable names = sections.names(table);
      for (ElfSymbol symbol : sections.symbols(table)) {
        add(symbol, names);
      }
    }
  }

  private void add(ElfSymbol symbol, ElfStringTable names) {
    String name = withoutVersion(names.get(symbol.st_name));
    if (symbol.getType() == TYPE_INDIRECT && symbol.st_shndx != UNDEFINED) {
      indirect.add(name);
    }
    ElfFunction function = function(symbol, name, segments);
    if (function != null) {
      found.putIfAbsent(new Place(name, function.fileOffset()), function);
    }
  }

  /** Null if the symbol is not that of a function in the file. */
  static ElfFunction function(ElfSymbol symbol, String name, Segments segments) {
    if (symbol.getType() != ElfSymbol.STT_FUNC || symbol.st_shndx == UNDEFINED) {
      return null;
    }
    long fileOffset = segments.fileOffset(symbol.st_value);
    return segments.isExecutable(fileOffset)
        ? new ElfFunction(name, fileOffset, symbol.st_size)
        : null;
  }

  /** {@code memcpy@@GLIBC_2.14} is memcpy. */
  private static String withoutVersion(String name) {
    int at = name.indexOf('@', 1);
    return at < 0 ? name : name.substring(0, at);
  }
}
