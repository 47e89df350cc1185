// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import io.jftrace.tracefs.elf.ElfImage;
import io.jftrace.tracefs.elf.HitCost;
import io.jftrace.tracefs.elf.UsdtSite;
import io.jftrace.tracefs.probe.UsdtDefaults;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The static probes of a library. */
final class UsdtRows {

  private UsdtRows() {}

  /** Those that match, each once, by name. */
  static List<ProbeRow> rows(String library, ElfImage image, ProbePattern pattern)
      throws IOException {
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

  private static ProbeRow row(String specification, ElfImage image, List<UsdtSite> sites)
      throws IOException {
    HitCost worst = HitCost.NOP;
    for (UsdtSite site : sites) {
      worst = Costs.worse(worst, image.hitCost(site.fileOffset()));
    }
    return new ProbeRow(specification, String.join(" ", UsdtDefaults.of(sites)), worst.label());
  }
}
