// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.elf.UsdtSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The arguments of a static probe for users who name none: all, with their names where known. */
final class DefaultArguments {

  private static final String HOTSPOT = "hotspot";
  private static final String UNUSED = "-";

  private DefaultArguments() {}

  static List<ProbeArgument> of(UsdtSite site) {
    String names = names(site);
    return names == null ? numbered(site.arguments().size()) : named(names);
  }

  /** Null if they are not known. */
  private static String names(UsdtSite site) {
    return site.provider().equals(HOTSPOT) ? HotSpotArguments.of(site.name()) : null;
  }

  /**
   * Those that need not be recorded at an interval's end.
   *
   * @param atBegin the names of what is recorded at its begin
   */
  static Set<String> knownAtEnd(UsdtSite end, Set<String> atBegin) {
    return names(end) == null
        ? Set.of()
        : atBegin.stream().filter(HotSpotArguments::isSameAtBothEnds).collect(Collectors.toSet());
  }

  private static List<ProbeArgument> numbered(int count) {
    List<ProbeArgument> arguments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arguments.add(argument("arg" + i, i, null));
    }
    return arguments;
  }

  /** From a line of the table. */
  private static List<ProbeArgument> named(String names) {
    List<ProbeArgument> arguments = new ArrayList<>();
    int number = 0;
    for (String name : names.split(" ", -1)) {
      if (name.equals(UNUSED)) {
        number++;
      } else if (name.endsWith("$")) {
        // A text and its length, as HotSpot's texts do not end with a zero byte.
        ArgumentType text = new ArgumentType("string", number + 1);
        arguments.add(argument(name.substring(0, name.length() - 1), number, text));
        number += 2;
      } else {
        String[] typed = name.split(":", -1);
        ArgumentType type = typed.length > 1 ? ArgumentType.of(typed[1]) : null;
        arguments.add(argument(typed[0], number, type));
        number++;
      }
    }
    return arguments;
  }

  private static ProbeArgument argument(String name, int number, ArgumentType type) {
    SpecPart fetch = new SpecPart("arg" + number, -1);
    return new ProbeArgument(new SpecPart(name, -1), fetch, null, type);
  }
}
