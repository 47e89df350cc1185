// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.Nearest;
import io.jftrace.tracefs.elf.Demangler;
import io.jftrace.tracefs.elf.ElfFunction;
import io.jftrace.tracefs.elf.ElfImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The functions of a library that a user's name matches. */
final class FunctionPlaces {

  /** Of the names of one place, such as malloc and __libc_malloc, the plainest first. */
  private static final Comparator<String> PLAINEST_FIRST =
      Comparator.comparingInt(FunctionPlaces::leadingUnderscores)
          .thenComparing(Comparator.naturalOrder());

  private static final String MANGLED = "_Z";

  private final ElfImage image;
  private final ProbeSpec spec;
  private final SpecPart name;

  FunctionPlaces(ElfImage image, ProbeSpec spec) {
    this.image = image;
    this.spec = spec;
    this.name = spec.target().name();
  }

  /**
   * The functions by name, which may have several places each. Of names that share a place, one.
   *
   * @throws ProbeException if there is none
   */
  Map<String, List<ElfFunction>> find() throws IOException {
    Predicate<String> wanted = Glob.matcher(name.text());
    Map<String, List<ElfFunction>> found = new TreeMap<>(PLAINEST_FIRST);
    for (ElfFunction function : image.functions()) {
      if (wanted.test(function.name())) {
        found.computeIfAbsent(function.name(), key -> new ArrayList<>()).add(function);
      }
    }
    if (found.isEmpty()) {
      findDemangled(wanted, found);
    }
    if (found.isEmpty()) {
      throw unknown();
    }
    return withoutAliases(found);
  }

  private void findDemangled(Predicate<String> wanted, Map<String, List<ElfFunction>> found)
      throws IOException {
    for (ElfFunction function : image.functions()) {
      String full = function.name().startsWith(MANGLED) ? demangled(function) : null;
      if (full != null) {
        String plain = CppName.withoutParameters(full);
        if (wanted.test(plain) || wanted.test(full)) {
          found.computeIfAbsent(plain, key -> new ArrayList<>()).add(function);
        }
      }
    }
  }

  private static String demangled(ElfFunction function) {
    return Demangler.demangle(function.name());
  }

  private static Map<String, List<ElfFunction>> withoutAliases(
      Map<String, List<ElfFunction>> found) {
    Set<Long> offsets = new HashSet<>();
    found.values().forEach(places -> places.removeIf(f -> !offsets.add(f.fileOffset())));
    found.values().removeIf(List::isEmpty);
    return found;
  }

  private ProbeException unknown() throws IOException {
    String library = spec.target().library().text();
    if (image.indirectFunctions().contains(name.text())) {
      return spec.bad(
          name,
          name.text()
              + " of "
              + library
              + " is one of several functions, chosen for the processor when it is loaded (IFUNC),"
              + " and cannot be probed by its name");
    }
    Set<String> names = new HashSet<>();
    boolean asMangled = name.text().startsWith(MANGLED);
    for (ElfFunction function : image.functions()) {
      boolean isCpp = !asMangled && function.name().startsWith(MANGLED);
      String full = isCpp ? demangled(function) : null;
      names.add(full == null ? function.name() : CppName.withoutParameters(full));
    }
    String what = Glob.isGlob(name.text()) ? " has no functions " : " has no function ";
    String question = names.isEmpty() ? "; its symbols were stripped" : question(names);
    return spec.bad(name, library + what + name.text() + question);
  }

  private String question(Set<String> names) {
    return Glob.isGlob(name.text()) ? "" : Nearest.question(name.text(), names);
  }

  private static int leadingUnderscores(String name) {
    int count = 0;
    while (count < name.length() && name.charAt(count) == '_') {
      count++;
    }
    return count;
  }
}
