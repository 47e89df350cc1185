// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.tracefs.probe.DefinedProbe;
import io.jftrace.tracefs.probe.ProbeCost;
import io.jftrace.tracefs.probe.RecordedEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeCostsTest {

  private static final Path LIBC = Path.of("/usr/lib/libc.so.6");
  private static final Path LIBJVM = Path.of("/opt/java/lib/server/libjvm.so");

  private final ProbeCosts costs = new ProbeCosts();
  private final List<String> told = new ArrayList<>();

  @Test
  void whatIsCheapIsNotWorthALine() {
    add("malloc", false, LIBC, 0);
    costs.tell(told::add);
    assertEquals(List.of(), told);
  }

  @Test
  void manyProbesAreTwoLines() {
    add("malloc", false, LIBC, 12);
    add("free", true, LIBC, 12);
    add("munmap", true, LIBC, 12);
    add("gc", false, LIBJVM, 1);
    costs.tell(told::add);
    assertEquals(
        List.of(
            "slow probes, whose instruction the kernel steps over at each hit (microseconds, in a"
                + " virtual machine ten and more): free, munmap",
            "other processes pay for the hits of their own at the same places:"
                + " 1 maps libjvm.so, 12 map libc.so.6"),
        told);
  }

  private void add(String name, boolean isSingleStepped, Path library, int others) {
    costs.add(
        new DefinedProbe(
            name,
            "uprobe:lib:" + name,
            new RecordedEvent("group/probe_" + name, "", null, List.of()),
            null,
            0,
            List.of(),
            new ProbeCost(isSingleStepped, library, others),
            List.of()));
  }
}
