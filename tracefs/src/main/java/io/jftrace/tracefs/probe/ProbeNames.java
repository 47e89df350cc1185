// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names of the probes that there are, and how many there may be. */
final class ProbeNames {

  private static final int MAX_LENGTH = 50;

  private final int maxProbes;
  private final Set<String> taken = new HashSet<>();

  ProbeNames(int maxProbes) {
    this.maxProbes = maxProbes;
  }

  /**
   * A name for each probe of a specification.
   *
   * @throws ProbeException if there would be too many probes, or two of one name
   */
  List<String> choose(ProbeSpec spec, List<PlannedProbe> planned) throws ProbeException {
    if (taken.size() + planned.size() > maxProbes) {
      throw spec.bad(spec.target().name(), tooMany(planned.size()));
    }
    List<String> chosen = new ArrayList<>();
    boolean isGlob = planned.size() > 1;
    for (PlannedProbe probe : planned) {
      String name = name(spec, probe, isGlob);
      chosen.add(isGlob ? distinct(name, chosen) : name);
    }
    for (String name : chosen) {
      if (taken.contains(name)) {
        SpecPart part = spec.name() == null ? spec.target().whole() : spec.name();
        throw spec.bad(
            part, "there is a probe " + name + " already; call this one otherwise: NAME=KIND:…");
      }
    }
    return chosen;
  }

  void take(List<String> names) {
    taken.addAll(names);
  }

  private String tooMany(int more) {
    return "too many probes: "
        + more
        + (more == 1 ? " more" : " match")
        + (taken.isEmpty() ? "" : ", there are " + taken.size() + " already")
        + ", and probes.max is "
        + maxProbes
        + ": raise it, or name fewer";
  }

  private static String name(ProbeSpec spec, PlannedProbe probe, boolean isGlob) {
    if (spec.name() != null && !isGlob) {
      return spec.name().text();
    }
    String prefix = spec.name() == null ? "" : spec.name().text() + "_";
    return shortened(prefix + probe.lastPart().replaceAll("[^A-Za-z0-9_]", "_"), "");
  }

  /** Two functions may differ in characters that a name cannot have. */
  private static String distinct(String name, List<String> chosen) {
    String distinct = name;
    for (int n = 2; chosen.contains(distinct); n++) {
      distinct = shortened(name, "_" + n);
    }
    return distinct;
  }

  private static String shortened(String name, String suffix) {
    return name.substring(0, Math.min(name.length(), MAX_LENGTH - suffix.length())) + suffix;
  }
}
