// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.elf.UsdtSite;
import java.util.ArrayList;
import java.util.List;

/** What the hits of a static probe tell where the user names no arguments; for lists. */
public final class UsdtDefaults {

  private UsdtDefaults() {}

  /**
   * The arguments, for example {@code full:bool}.
   *
   * @param sites all places of the probe, at least one
   * @return a name and a type as in a specification, each; without what the kernel cannot fetch
   */
  public static List<String> of(List<UsdtSite> sites) {
    int fewest = sites.stream().mapToInt(site -> site.arguments().size()).min().orElse(0);
    List<String> texts = new ArrayList<>();
    for (ProbeArgument argument : DefaultArguments.of(sites.get(0))) {
      int number = argument.number();
      if (number < fewest && sites.stream().noneMatch(site -> isFloat(site, number))) {
        ArgumentType type =
            argument.type() == null ? CommonType.of(sites, number) : argument.type();
        texts.add(argument.name().text() + ":" + type.word());
      }
    }
    return texts;
  }

  private static boolean isFloat(UsdtSite site, int number) {
    return site.arguments().get(number).isFloat();
  }
}
