// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.tracefs.DynamicEvents;
import io.jftrace.tracefs.DynamicEvents.Definition;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes that were defined by processes that are gone, and by others. */
class LeftoversKernelTest {

  private static final long PID = ProcessHandle.current().pid();
  private static final String DEAD = "jftrace_" + PID + "_1";
  private static final String LIVING = Leftovers.instanceName(PID);
  private static final String FOREIGN = "other_" + PID + "_1";
  private static final Set<String> OURS = Set.of(DEAD, LIVING, FOREIGN);

  @TempDir private Path directory;
  private Tracefs tracefs;
  private DynamicEvents events;

  @BeforeEach
  void defineProbes() throws IOException {
    tracefs = Tracing.required();
    Path file = tracefs.root().resolve("uprobe_events");
    assumeTrue(Files.exists(file), "a kernel without uprobes");
    // A copy, which nobody else runs: a probe is felt by all that map the file.
    Path library = directory.resolve("libjava.so");
    Files.copy(Path.of(System.getProperty("java.home"), "lib", "libjava.so"), library);
    for (String group : OURS) {
      for (String name : new String[] {"one", "two"}) {
        String line = "p:" + group + "/" + name + " " + library + ":0x1000\n";
        Files.writeString(file, line, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
      }
    }
    events = new DynamicEvents(tracefs);
  }

  @AfterEach
  void deleteProbes() throws IOException {
    if (events != null) {
      for (Definition definition : events.all()) {
        if (OURS.contains(definition.group())) {
          events.delete(definition);
        }
      }
    }
  }

  private Set<String> defined() throws IOException {
    return events.all().stream()
        .filter(definition -> OURS.contains(definition.group()))
        .map(definition -> definition.group() + "/" + definition.name())
        .collect(Collectors.toSet());
  }

  private static Set<String> othersAnd(String... names) {
    Set<String> all = new TreeSet<>(Set.of(names));
    for (String group : Set.of(LIVING, FOREIGN)) {
      all.add(group + "/one");
      all.add(group + "/two");
    }
    return all;
  }

  @Test
  void thoseOfDeadProcessesAreDeletedAndNoOthers() throws Exception {
    assertEquals(othersAnd(DEAD + "/one", DEAD + "/two"), defined());
    Leftovers.reap(tracefs);
    assertEquals(othersAnd(), defined());
  }

  @Test
  void alsoThoseThatALeftInstanceHasEnabled() throws Exception {
    try (Instance left = Instance.create(tracefs, DEAD)) {
      left.enable(DEAD + "/one");
      Leftovers.reap(tracefs);
      assertFalse(Files.exists(left.directory()));
    }
    assertEquals(othersAnd(), defined());
  }

  @Test
  void oneThatSomebodyElseHasEnabledStaysUntilHeHasDone() throws Exception {
    try (Instance other = Instance.create(tracefs, FOREIGN)) {
      other.enable(DEAD + "/one");
      Leftovers.reap(tracefs);
      assertEquals(othersAnd(DEAD + "/one"), defined());
      assertTrue(Files.exists(other.directory()));
    }
    Leftovers.reap(tracefs);
    assertEquals(othersAnd(), defined());
  }

  @Test
  void theNextStartDeletesThem() throws Exception {
    TracefsSettings settings = new TracefsSettings(null, new BufferSettings(512, 0, 0));
    try (TracefsSource source = new TracefsSource(settings, new ProcTasks(), line -> {})) {
      source.start(new TotalsSink());
      assertEquals(othersAnd(), defined());
    }
  }
}
