// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.timeline.probes.ProbeField;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.tracefs.DynamicEvents;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.elf.ElfImage;
import io.jftrace.tracefs.probe.Libraries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The user's probes on the running kernel, in this JVM. */
class ProbesKernelTest {

  private static final long OWN_PID = ProcessHandle.current().pid();
  private static final int LOADED = 20;
  private static final Path PAGE = Path.of("../docs/probe-groups.md");
  private static final Pattern ROW = Pattern.compile("\\|[^|]*\\| `(\\w+)` \\|[^|]*\\|([^|]*)\\|");

  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Tracefs tracefs;

  @BeforeEach
  void require() throws Exception {
    tracefs = Tracing.required();
    boolean hasProbes =
        ElfImage.read(Libraries.ofProcess(OWN_PID).find("libjvm")).usdtSites().stream()
            .anyMatch(site -> site.provider().equals("hotspot"));
    assumeTrue(hasProbes, "this JVM was built without DTrace probes");
  }

  private TracefsSource source(String... specifications) {
    return new TracefsSource(
        new TracefsSettings(
            null,
            new BufferSettings(0, 0, 0),
            false,
            new ProbeSettings(List.of(specifications), 64, errors::add)),
        new ProcTasks(),
        warnings::add);
  }

  private void assertNothingIsLeft() throws Exception {
    String own = Leftovers.instanceName(OWN_PID);
    assertTrue(Files.notExists(tracefs.instance(own)), "instance");
    List<String> left =
        new DynamicEvents(tracefs)
            .all().stream()
                .filter(definition -> definition.group().equals(own))
                .map(DynamicEvents.Definition::name)
                .toList();
    assertEquals(List.of(), left);
  }

  @Test
  void allGroupsOfTheJvmCanBeHad() throws Exception {
    List<String> groups =
        new ProbeGroups().names().stream().filter(name -> name.startsWith("jvm-")).toList();
    Map<String, String> fields;
    try (TracefsSource source = source(groups.toArray(String[]::new))) {
      source.start(new TotalsSink());
      fields =
          source.probes().stream()
              .collect(
                  Collectors.toMap(
                      ProbeType::name, ProbesKernelTest::fields, (a, b) -> a, TreeMap::new));
    }
    assertEquals(List.of(), errors);
    assertEquals(24, fields.size());
    assertDocumented(fields);
    assertEquals("full:BOOLEAN", fields.get("jvm_gc"));
    assertEquals("className:TEXT loader:ADDRESS shared:BOOLEAN", fields.get("jvm_class_loaded"));
    assertTrue(fields.get("jvm_compile").contains("method:TEXT signature:TEXT"), fields::toString);
    // Other warnings are about other processes that run Java.
    assertEquals(1, warnings.stream().filter(w -> w.endsWith("-XX:+DTraceMonitorProbes")).count());
    assertNothingIsLeft();
  }

  /** The names are those in the table of the group's page. */
  private static void assertDocumented(Map<String, String> fields) throws IOException {
    Map<String, String> documented = new TreeMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && fields.containsKey(row.group(1))) {
        documented.put(row.group(1), row.group(2).replace("`", "").replace(",", "").strip());
      }
    }
    Map<String, String> names = new TreeMap<>(fields);
    names.replaceAll((probe, all) -> all.replaceAll(":\\w+", ""));
    assertEquals(names, documented);
  }

  private static String fields(ProbeType type) {
    return type.fields().stream()
        .map((ProbeField field) -> field.name() + ":" + field.kind())
        .collect(Collectors.joining(" "));
  }

  @Test
  void nativeMemoryCanBeHad() throws Exception {
    try (TracefsSource source = source("native-memory")) {
      source.start(new TotalsSink());
      assertEquals(List.of(), errors);
      assertEquals(6, source.probes().size());
      assertTrue(source.probes().stream().allMatch(type -> type.group().equals("native-memory")));
      assertDocumented(
          source.probes().stream()
              .collect(Collectors.toMap(ProbeType::name, ProbesKernelTest::fields)));
    }
    assertNothingIsLeft();
  }

  /** Each class is loaded once, so that its probe is hit once. */
  @Test
  void textsAndNumbersAreThoseOfTheProcess() throws Exception {
    TotalsSink sink = new TotalsSink();
    try (TracefsSource source = source("loaded=usdt:libjvm:hotspot:class__loaded")) {
      source.start(sink);
      // Not by this thread, which reads the events.
      Thread loader = new Thread(ProbesKernelTest::loadAll, "loads");
      loader.start();
      loader.join();
      source.drain();
    }
    assertEquals(List.of(), errors);
    String expected = "loaded HIT [" + Loaded.class.getName().replace('.', '/') + ", ";
    List<String> seen = sink.probeHits.stream().filter(hit -> hit.startsWith(expected)).toList();
    assertEquals(LOADED, seen.size(), sink.probeHits.toString());
    assertTrue(seen.stream().allMatch(hit -> hit.endsWith(", 0]")), seen.toString());
    assertNothingIsLeft();
  }

  /** Loaded again by each of the loaders. */
  private static final class Loaded {}

  private static void loadAll() {
    try {
      for (int i = 0; i < LOADED; i++) {
        load();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void load() throws IOException {
    String name = Loaded.class.getName();
    byte[] bytes;
    try (var in = Loaded.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
      bytes = in.readAllBytes();
    }
    new ClassLoader(null) {
      Class<?> load() {
        return defineClass(name, bytes, 0, bytes.length);
      }
    }.load();
  }

  @Test
  void whatCannotBeHadIsToldAndTheRestGoesOn() throws Exception {
    try (TracefsSource source =
        source("jvm-gcs", "usdt:libjvm:hotspot:gc__begn", "call:libc:write fd=arg0:s32")) {
      source.start(new TotalsSink());
      assertEquals(List.of("write"), source.probes().stream().map(ProbeType::name).toList());
    }
    assertEquals(2, errors.size(), errors.toString());
    assertTrue(errors.get(1).contains("did you mean gc__begin"), errors.get(1));
    assertNothingIsLeft();
  }
}
