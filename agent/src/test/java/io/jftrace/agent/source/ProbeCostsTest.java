// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.tracefs.probe.DefinedProbe;
import io.jftrace.tracefs.probe.ProbeCost;
import io.jftrace.tracefs.probe.ProbeKind;
import io.jftrace.tracefs.probe.RecordedEvent;
import io.jftrace.tracefs.probe.RecordedValue;
import io.jftrace.tracefs.probe.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeCostsTest {

  private static final Path LIBC = Path.of("/usr/lib/libc.so.6");
  private static final Path LIBJVM = Path.of("/opt/java/lib/server/libjvm.so");

  @TempDir private Path directory;

  private ProbeCosts costs;
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void runsOn() throws IOException {
    costs = on("6.18.2-arch1-1");
  }

  private ProbeCosts on(String kernel) throws IOException {
    return new ProbeCosts(Files.writeString(directory.resolve("osrelease"), kernel));
  }

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

  @ParameterizedTest
  @CsvSource({"6.1.0-50-amd64, 1", "5.15.0-1004-aws, 1", "6.12.9, 0", "6.18.2, 0"})
  void longTextsMayHarmOldKernels(String kernel, int lines) throws IOException {
    costs = on(kernel);
    add("open", false, LIBC, 0, new RecordedValue("path", "path", ValueType.TEXT, null));
    costs.tell(told::add);
    assertEquals(lines, told.size(), told.toString());
  }

  @Test
  void numbersAndTextsOfTheKernelHarmNone() throws IOException {
    costs = on("6.1.0");
    add("read", false, LIBC, 0, new RecordedValue("fd", "fd", ValueType.SIGNED, null));
    add("exec", false, null, 0, new RecordedValue("path", "path", ValueType.TEXT, null));
    costs.tell(told::add);
    assertEquals(List.of(), told);
  }

  private void add(
      String name, boolean isSingleStepped, Path library, int others, RecordedValue... values) {
    costs.add(
        new DefinedProbe(
            name,
            ProbeKind.UPROBE,
            "uprobe:lib:" + name,
            new RecordedEvent("group/probe_" + name, "", null, List.of(values)),
            null,
            0,
            List.of(),
            new ProbeCost(isSingleStepped, library, others),
            List.of()));
  }
}
