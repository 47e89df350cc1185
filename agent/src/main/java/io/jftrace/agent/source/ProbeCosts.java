// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.KernelRelease;
import io.jftrace.tracefs.probe.DefinedProbe;
import io.jftrace.tracefs.probe.ProbeCost;
import io.jftrace.tracefs.probe.RecordedEvent;
import io.jftrace.tracefs.probe.ValueType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What all probes together cost and risk, in few lines, before it is paid. */
final class ProbeCosts {

  private final List<String> singleStepped = new ArrayList<>();
  private final Map<Path, Integer> otherProcesses = new TreeMap<>();
  private final Path kernelRelease;
  private boolean readsTexts;

  /**
   * @param kernelRelease the file that tells the kernel's release
   */
  ProbeCosts(Path kernelRelease) {
    this.kernelRelease = kernelRelease;
  }

  void add(DefinedProbe probe) {
    ProbeCost cost = probe.cost();
    if (cost.isSingleStepped()) {
      singleStepped.add(probe.name());
    }
    if (cost.library() != null) {
      readsTexts |= hasText(probe.entry()) || (probe.isCall() && hasText(probe.exit()));
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
    if (readsTexts) {
      tellOfTexts(warnings);
    }
    if (!otherProcesses.isEmpty()) {
      warnings.accept(
          "other processes pay for the hits of their own at the same places: "
              + String.join(", ", otherProcesses.entrySet().stream().map(ProbeCosts::of).toList()));
    }
  }

  private static boolean hasText(RecordedEvent event) {
    return event.values().stream().anyMatch(value -> value.type() == ValueType.TEXT);
  }

  private void tellOfTexts(Consumer<String> warnings) {
    try {
      KernelRelease kernel = KernelRelease.read(kernelRelease);
      if (kernel.probedTextsMayOverflow()) {
        warnings.accept(
            "probes read texts on Linux "
                + kernel
                + ": those longer than 4096 bytes can damage its memory unless it has the fix of"
                + " CVE-2024-50067, as stable kernels have since November 2024");
      }
    } catch (IOException e) {
      // Then nothing can be said of it.
    }
  }

  private static String of(Map.Entry<Path, Integer> library) {
    int others = library.getValue();
    return others + (others == 1 ? " maps " : " map ") + library.getKey().getFileName();
  }
}
