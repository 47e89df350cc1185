// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import net.fornwall.jelf.ElfStringTable;
import net.fornwall.jelf.ElfSymbol;

/**
 * What other libraries may use of a file (.dynsym). Asked for while a JVM starts: without streams,
 * whose first use takes tens of milliseconds.
 */
final class ExportedSymbols {

  private ExportedSymbols() {}

  /** Addresses by name, from where the file's first byte is mapped. */
  static Map<String, Long> addresses(ElfContent elf, Predicate<String> wanted) {
    long firstAddress = elf.segments().firstAddress();
    Map<String, Long> addresses = new HashMap<>();
    for (Section table : elf.sections().exportedSymbols()) {
      ElfStringTable names = elf.sections().names(table);
      for (ElfSymbol symbol : elf.sections().symbols(table)) {
        String name = names.get(symbol.st_name);
        if (symbol.st_value != 0 && wanted.test(name)) {
          addresses.put(name, symbol.st_value - firstAddress);
        }
      }
    }
    return addresses;
  }

  /** Null if there is none of that name in the file. */
  static ElfFunction function(ElfContent elf, String wanted) {
    for (Section table : elf.sections().exportedSymbols()) {
      ElfStringTable names = elf.sections().names(table);
      for (ElfSymbol symbol : elf.sections().symbols(table)) {
        if (names.get(symbol.st_name).equals(wanted)) {
          ElfFunction function = Functions.function(symbol, wanted, elf.segments());
          if (function != null) {
            return function;
          }
        }
      }
    }
    return null;
  }
}
