// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import io.jftrace.tracefs.elf.ElfImage;
import io.jftrace.tracefs.elf.HitCost;
import io.jftrace.tracefs.elf.UsdtArgument;
import io.jftrace.tracefs.elf.UsdtSite;
import io.jftrace.tracefs.probe.UsdtNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The static probes of a library. */
final class UsdtRows {

  /** As in {@link UsdtNames}: {@code full=arg0:bool}. */
  private static final Pattern NAMED = Pattern.compile("(\\w+)=arg(\\d+)(?::(\\S+))?");

  private final UsdtNames names = new UsdtNames();

  /** Those that match, each once, by name. */
  List<ProbeRow> rows(String library, ElfImage image, ProbePattern pattern) throws IOException {
    List<ProbeRow> rows = new ArrayList<>();
    for (Map.Entry<String, List<UsdtSite>> probe : sites(library, image).entrySet()) {
      if (pattern.matches(probe.getKey())) {
        rows.add(row(probe.getKey(), image, probe.getValue()));
      }
    }
    return rows;
  }

  private static Map<String, List<UsdtSite>> sites(String library, ElfImage image)
      throws IOException {
    Map<String, List<UsdtSite>> sites = new TreeMap<>();
    for (UsdtSite site : image.usdtSites()) {
      String specification = "usdt:" + library + ":" + site.provider() + ":" + site.name();
      sites.computeIfAbsent(specification, key -> new ArrayList<>()).add(site);
    }
    return sites;
  }

  private ProbeRow row(String specification, ElfImage image, List<UsdtSite> sites)
      throws IOException {
    HitCost worst = HitCost.NOP;
    for (UsdtSite site : sites) {
      worst = Costs.worse(worst, image.hitCost(site.fileOffset()));
    }
    return new ProbeRow(specification, arguments(sites.get(0)), worst.label());
  }

  private String arguments(UsdtSite site) {
    String named = names.arguments(site.provider(), site.name());
    List<String> texts = new ArrayList<>();
    if (named == null) {
      for (int i = 0; i < site.arguments().size(); i++) {
        texts.add("arg" + i + ":" + type(site.arguments().get(i)));
      }
      return String.join(" ", texts);
    }
    Matcher m = NAMED.matcher(named);
    while (m.find()) {
      int index = Integer.parseInt(m.group(2));
      if (index < site.arguments().size()) {
        String type = m.group(3) == null ? type(site.arguments().get(index)) : m.group(3);
        texts.add(m.group(1) + ":" + type.replaceFirst("\\(.*", ""));
      }
    }
    return String.join(" ", texts);
  }

  private static String type(UsdtArgument argument) {
    String letter = argument.isFloat() ? "f" : argument.signed() ? "s" : "u";
    return letter + argument.sizeBytes() * Byte.SIZE;
  }
}
