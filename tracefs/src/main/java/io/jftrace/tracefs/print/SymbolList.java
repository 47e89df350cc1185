// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The symbols of a kernel and texts of its memory, from a saved {@code /proc/kallsyms} and {@code
 * printk_formats} of tracefs.
 */
public final class SymbolList implements KernelSymbols {

  private record Symbol(long address, String name, String module) {}

  private static final Pattern TEXT = Pattern.compile("(?m)^0x([0-9a-f]{1,16}) : \"(.*)\"$");

  private final List<Symbol> symbols;
  private final Map<Long, String> texts;

  private SymbolList(List<Symbol> symbols, Map<Long, String> texts) {
    this.symbols = symbols;
    this.texts = texts;
  }

  /**
   * Parses the files' texts. A line of the first has address, type, name, and perhaps a module in
   * brackets; of the second an address, a colon and a text in quotes. Other lines are ignored, and
   * so are addresses that are 0, as unprivileged users see them.
   */
  public static SymbolList parse(String kallsyms, String printkFormats) {
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
    return new SymbolList(symbols, texts(printkFormats));
  }

  private static Map<Long, String> texts(String printkFormats) {
    Map<Long, String> texts = new HashMap<>();
    Matcher line = TEXT.matcher(printkFormats);
    while (line.find()) {
      texts.put(Long.parseUnsignedLong(line.group(1), 16), unescaped(line.group(2)));
    }
    return texts;
  }

  /** The kernel escapes these four (t_show in kernel/trace/trace_printk.c). */
  private static String unescaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char escaped = text.charAt(++i);
        out.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  @Override
  public String textAt(long address) {
    return texts.get(address);
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
