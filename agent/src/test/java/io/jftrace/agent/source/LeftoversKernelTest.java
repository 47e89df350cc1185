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
import io.jftrace.tracefs.TracefsException;
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

/**
 * Probes that were defined by processes that are gone, and by others. Any agent that starts
 * meanwhile, in whatever process, may remove what the dead ones left before the test does.
 */
class LeftoversKernelTest {

  private static final long PID = ProcessHandle.current().pid();
  private static final String DEAD = "jftrace_" + PID + "_1";
  private static final String LIVING = Leftovers.instanceName(PID);
  private static final String FOREIGN = "other_" + PID + "_1";
  private static final Set<String> OURS = Set.of(DEAD, LIVING, FOREIGN);
  private static final int TRIES = 10;

  @TempDir private Path directory;
  private Tracefs tracefs;
  private DynamicEvents events;

  @BeforeEach
  void defineProbes() throws IOException {
    tracefs = Tracing.required();
    assumeTrue(Files.exists(tracefs.root().resolve("uprobe_events")), "a kernel without uprobes");
    // A copy, which nobody else runs: a probe is felt by all that map the file.
    Files.copy(
        Path.of(System.getProperty("java.home"), "lib", "libjava.so"),
        directory.resolve("libjava.so"));
    events = new DynamicEvents(tracefs);
    for (String group : OURS) {
      define(group + "/one");
      define(group + "/two");
    }
  }

  private void define(String event) throws IOException {
    Files.writeString(
        tracefs.root().resolve("uprobe_events"),
        "p:" + event + " " + directory.resolve("libjava.so") + ":0x1000\n",
        StandardOpenOption.WRITE,
        StandardOpenOption.APPEND);
  }

  /** An instance that has enabled the first probe of the dead process. */
  private Instance enabling(String name) throws IOException {
    for (int i = 1; ; i++) {
      Instance instance = Instance.create(tracefs, name);
      try {
        instance.enable(DEAD + "/one");
        return instance;
      } catch (TracefsException e) {
        instance.close();
        if (i == TRIES) {
          throw e;
        }
      }
      if (!defined().contains(DEAD + "/one")) {
        define(DEAD + "/one");
      }
    }
  }

  @AfterEach
  void deleteProbes() throws IOException {
    if (events != null) {
      for (Definition definition : events.all()) {
        if (OURS.contains(definition.group())) {
          delete(definition);
        }
      }
    }
  }

  private void delete(Definition definition) throws IOException {
    try {
      events.delete(definition);
    } catch (TracefsException e) {
      if (events.all().contains(definition)) {
        throw e;
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
    Leftovers.reap(tracefs);
    assertEquals(othersAnd(), defined());
  }

  @Test
  void alsoThoseThatALeftInstanceHasEnabled() throws Exception {
    try (Instance left = enabling(DEAD)) {
      Leftovers.reap(tracefs);
      assertFalse(Files.exists(left.directory()));
    }
    assertEquals(othersAnd(), defined());
  }

  @Test
  void oneThatSomebodyElseHasEnabledStaysUntilHeHasDone() throws Exception {
    try (Instance other = enabling(FOREIGN)) {
      Leftovers.reap(tracefs);
      assertEquals(othersAnd(DEAD + "/one"), defined());
      assertTrue(Files.exists(other.directory()));
    }
    Leftovers.reap(tracefs);
    assertEquals(othersAnd(), defined());
  }

  @Test
  void theNextStartDeletesThem() throws Exception {
    TracefsSettings settings =
        new TracefsSettings(null, new BufferSettings(512, 0, 0), false, ProbeSettings.NONE);
    try (TracefsSource source = new TracefsSource(settings, new ProcTasks(), line -> {})) {
      source.start(new TotalsSink());
      assertEquals(othersAnd(), defined());
    }
  }
}
