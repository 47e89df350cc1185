// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import io.jftrace.tracefs.elf.Demangler;
import io.jftrace.tracefs.elf.ElfFunction;
import io.jftrace.tracefs.elf.ElfImage;
import io.jftrace.tracefs.elf.HitCost;
import io.jftrace.tracefs.probe.CppName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The functions of a library. */
final class FunctionRows {

  /** What a probe of a function may be; the first is shown if the pattern does not choose. */
  private static final List<String> KINDS = List.of("uprobe", "call", "uretprobe");

  /** A name that can be typed, and stands for itself: no template, no operator. */
  private static final Pattern PLAIN = Pattern.compile("[\\w:~]+");

  private final String library;
  private final ElfImage image;

  /** By name as in the symbol table; a name may have several places. */
  private final Map<String, List<ElfFunction>> functions = new TreeMap<>();

  private final Map<String, String> demangled = new HashMap<>();
  private final Map<String, Integer> countByPlainName = new HashMap<>();

  FunctionRows(String library, ElfImage image) throws IOException {
    this.library = library;
    this.image = image;
    for (ElfFunction function : image.functions()) {
      functions.computeIfAbsent(function.name(), name -> new ArrayList<>(1)).add(function);
    }
  }

  static boolean mayMatch(String library, ProbePattern pattern) {
    return KINDS.stream().anyMatch(kind -> pattern.mayBeginWith(kind + ":" + library + ":"));
  }

  int count() {
    return functions.size();
  }

  /** Those that match, each once, by name. */
  List<ProbeRow> rows(ProbePattern pattern) throws IOException {
    functions.keySet().forEach(this::demangle);
    List<ProbeRow> rows = new ArrayList<>();
    for (String name : functions.keySet()) {
      String kind = kind(name, pattern);
      if (kind != null) {
        rows.add(row(kind, name));
      }
    }
    return rows;
  }

  private void demangle(String name) {
    String text = name.startsWith("_Z") ? Demangler.demangle(name) : null;
    if (text != null) {
      demangled.put(name, text);
      countByPlainName.merge(CppName.withoutParameters(text), 1, Integer::sum);
    }
  }

  /** The first kind that is wanted of it; null if it is not wanted. */
  private String kind(String name, ProbePattern pattern) {
    String text = demangled.get(name);
    for (String kind : KINDS) {
      if (pattern.matches(specification(kind, name))
          || (text != null && pattern.matches(specification(kind, text)))) {
        return kind;
      }
    }
    return null;
  }

  private String specification(String kind, String name) {
    return kind + ":" + library + ":" + name;
  }

  private ProbeRow row(String kind, String name) throws IOException {
    HitCost worst = HitCost.NOP;
    for (ElfFunction function : functions.get(name)) {
      long offset = image.behindMark(function.fileOffset());
      worst = Costs.worse(worst, image.hitCost(offset));
    }
    String text = demangled.getOrDefault(name, "");
    return new ProbeRow(specification(kind, shortest(name, text)), text, worst.label());
  }

  /** Overloaded functions are told apart by the names that the linker has for them. */
  private String shortest(String name, String text) {
    String plain = CppName.withoutParameters(text);
    boolean isUnique =
        countByPlainName.getOrDefault(plain, 0) == 1 && !functions.containsKey(plain);
    return isUnique && PLAIN.matcher(plain).matches() ? plain : name;
  }
}
