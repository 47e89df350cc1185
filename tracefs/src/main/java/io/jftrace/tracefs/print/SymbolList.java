// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.util.ArrayList;
import java.util.List;

/** The symbols of a kernel, from a saved {@code /proc/kallsyms}. */
public final class SymbolList implements KernelSymbols {

  private record Symbol(long address, String name, String module) {}

  private final List<Symbol> symbols;

  private SymbolList(List<Symbol> symbols) {
    this.symbols = symbols;
  }

  /**
   * Parses the file's text: a line has address, type, name, and perhaps a module in brackets. Other
   * lines are ignored, and so is a file whose addresses are all 0, as unprivileged users see it.
   */
  public static SymbolList parse(String kallsyms) {
    List<Symbol> symbols = new ArrayList<>();
    for (String line : kallsyms.split("\n", -1)) {
      String[] parts = line.strip().split("\\s+", -1);
      if (parts.length >= 3 && parts[0].matches("[0-9a-f]{1,16}")) {
        long address = Long.parseUnsignedLong(parts[0], 16);
        if (address != 0) {
          symbols.add(new Symbol(address, parts[2], parts.length > 3 ? parts[3] : ""));
        }
      }
    }
    // A stable sort: of several names for one address the kernel takes the first.
    symbols.sort((a, b) -> Long.compareUnsigned(a.address(), b.address()));
    return new SymbolList(symbols);
  }

  @Override
  public String nameOf(long address) {
    int next = firstBehind(address);
    if (next == 0 || next == symbols.size()) {
      // Before the first, or behind the last, whose end is not known.
      return null;
    }
    Symbol symbol = firstWithAddressOf(next - 1);
    long size = symbols.get(next).address() - symbol.address();
    long offset = address - symbol.address();
    String module = symbol.module().isEmpty() ? "" : " " + symbol.module();
    return symbol.name()
        + "+0x"
        + Long.toHexString(offset)
        + "/0x"
        + Long.toHexString(size)
        + module;
  }

  private int firstBehind(long address) {
    int low = 0;
    int high = symbols.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(symbols.get(middle).address(), address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Symbol firstWithAddressOf(int index) {
    int first = index;
    while (first > 0 && symbols.get(first - 1).address() == symbols.get(index).address()) {
      first--;
    }
    return symbols.get(first);
  }
}
