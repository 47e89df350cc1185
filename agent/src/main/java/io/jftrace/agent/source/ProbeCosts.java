// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.probe.DefinedProbe;
import io.jftrace.tracefs.probe.ProbeCost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What all probes together cost, in few lines, before it is paid. */
final class ProbeCosts {

  private final List<String> singleStepped = new ArrayList<>();
  private final Map<Path, Integer> otherProcesses = new TreeMap<>();

  void add(DefinedProbe probe) {
    ProbeCost cost = probe.cost();
    if (cost.isSingleStepped()) {
      singleStepped.add(probe.name());
    }
    if (cost.otherProcesses() > 0) {
      otherProcesses.put(cost.library(), cost.otherProcesses());
    }
  }

  void tell(Consumer<String> warnings) {
    if (!singleStepped.isEmpty()) {
      warnings.accept(
          "slow probes, whose instruction the kernel steps over at each hit (microseconds, in a"
              + " virtual machine ten and more): "
              + String.join(", ", singleStepped));
    }
    if (!otherProcesses.isEmpty()) {
      warnings.accept(
          "other processes pay for the hits of their own at the same places: "
              + String.join(", ", otherProcesses.entrySet().stream().map(ProbeCosts::of).toList()));
    }
  }

  private static String of(Map.Entry<Path, Integer> library) {
    int others = library.getValue();
    return others + (others == 1 ? " maps " : " map ") + library.getKey().getFileName();
  }
}
