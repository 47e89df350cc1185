// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.source.Tracing;
import io.jftrace.tracefs.probe.ProbeException;
import io.jftrace.tracefs.probe.ProbeSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code probes} of the packaged agent, on the JDK under test. */
final class ProbesIT {

  /** Between columns; within a specification there is one blank at most. */
  private static final String GAP = " {2,}";

  @TempDir private Path directory;

  private Result probes(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("-jar", TestJvm.AGENT.toString(), "probes"));
    command.addAll(Arrays.asList(arguments));
    return TestJvm.java(directory, command.toArray(new String[0]));
  }

  private String listed(String... arguments) throws Exception {
    Result result = probes(arguments);
    assertEquals("", result.err());
    assertEquals(0, result.exitCode());
    return result.out();
  }

  private static List<String> rows(String list) {
    return list.lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
  }

  private static void assertHas(String list, String regex) {
    assertTrue(Pattern.compile(regex, Pattern.MULTILINE).matcher(list).find(), list);
  }

  @Test
  void groupsStaticProbesAndTheNumberOfAllOthers() throws Exception {
    String list = listed();
    assertHas(list, "^jvm-gc +jvm_gc ");
    assertHas(list, "^native-memory +native_malloc ");
    assertHas(
        list, "^# libjvm: /.*/libjvm.so; mapped by \\d+ other process(es)? that can be seen$");
    assertHas(list, "^usdt:libjvm:hotspot:gc__begin +full:bool +cheap$");
    assertHas(list, "^# behind usdt, tracepoint: the values that are recorded; ");
    assertHas(list, "^# \\d+ functions: probes 'uprobe:libc:\\*'$");
    assertTrue(rows(list).stream().noneMatch(row -> row.startsWith("uprobe:")), list);
  }

  @Test
  void functionsInC() throws Exception {
    String list = listed("*:libc:mall*");
    assertHas(list, "^uprobe:libc:malloc +(cheap|slow|unknown)$");
    assertTrue(rows(list).stream().allMatch(row -> row.startsWith("uprobe:libc:mall")), list);
    assertHas(list, "^# uprobe, kprobe: a hit when the function is entered$");
    assertHas(listed("call:libc:mallo"), "^call:libc:malloc +(cheap|slow|unknown)$");
  }

  @Test
  void aWholeSpecificationIsListedAlone() throws Exception {
    assertEquals(1, rows(listed("call:libc:malloc")).size());
    assertTrue(rows(listed("call:libc:mallo")).size() > 1);
    assertEquals(1, rows(listed("jvm-gc")).size());
  }

  @Test
  void functionsInCppAreReadable() throws Exception {
    assertHas(
        listed("uprobe:libjvm:JavaThread::run*"),
        "^uprobe:libjvm:JavaThread::run +JavaThread::run\\(\\) +(cheap|slow|unknown)$");
  }

  @Test
  void whatIsListedIsASpecification() throws Exception {
    List<String> rows = new ArrayList<>(rows(listed("uprobe:libjvm:*")));
    rows.addAll(rows(listed("usdt:*")));
    assertTrue(rows.size() > 500, rows.size() + " rows");
    Set<String> specifications = new HashSet<>();
    for (String row : rows) {
      String specification = row.split(GAP, 2)[0];
      assertParses(specification);
      assertTrue(specifications.add(specification), "twice: " + specification);
    }
  }

  private static void assertParses(String specification) {
    try {
      ProbeSpec spec = ProbeSpec.parse(specification);
      assertEquals(specification, spec.target().whole().text());
    } catch (ProbeException e) {
      throw new AssertionError(e.explained(), e);
    }
  }

  /** Not all, as the kernel takes its time to delete one. */
  @Test
  void whatIsListedCanBeProbed() throws Exception {
    Tracing.required();
    String pid = Long.toString(ProcessHandle.current().pid());
    List<String> sample = new ArrayList<>();
    for (String pattern : List.of("usdt:*", "uprobe:libc:*", "uprobe:libjvm:*")) {
      sample.addAll(sample(rows(listed("--pid", pid, pattern))));
    }
    sample.addAll(sample(rows(listed("tracepoint:sched:*"))));
    assertTrue(sample.size() > 10, sample.toString());
    try (OwnProbes probes = new OwnProbes("listed")) {
      for (String specification : sample) {
        assertEquals(specification, probes.define(specification).place());
      }
    }
  }

  /** The first column of some, over the whole list. */
  private static List<String> sample(List<String> rows) {
    return IntStream.range(0, Math.min(5, rows.size()))
        .mapToObj(i -> rows.get(i * rows.size() / 5).split(GAP, 2)[0])
        .distinct()
        .toList();
  }

  @Test
  void librariesOfAnotherProcess() throws Exception {
    String pid = Long.toString(ProcessHandle.current().pid());
    String list = listed("--pid", pid);
    assertHas(list, "^usdt:libjvm:hotspot:gc__begin +full:bool +cheap$");
    assertHas(list, "^# \\d+ functions: probes --pid " + pid + " 'uprobe:libc:\\*'$");
  }

  @Test
  void endsQuietlyWhereNobodyReadsOn() throws Exception {
    String java = System.getProperty("jftrace.test.java.home") + "/bin/java";
    String script = "\"$0\" -jar \"$1\" probes 'uprobe:libjvm:*' | head -1; exit ${PIPESTATUS[0]}";
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder("bash", "-c", script, java, TestJvm.AGENT.toString())
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(err.toFile())
            .start();
    assertEquals(0, process.waitFor());
    assertEquals("", Files.readString(err));
  }

  @Test
  void failuresInOneLine() throws Exception {
    assertFailure("jftrace: nothing that can be probed matches no_such_thing", "no_such_thing");
    // Above the highest process id (PID_MAX_LIMIT of the kernel: 4194304).
    assertFailure("jftrace: no such process: 4194305", "--pid", "4194305");
  }

  private void assertFailure(String message, String... arguments) throws Exception {
    Result result = probes(arguments);
    assertEquals(message + "\n", result.err());
    assertEquals(1, result.exitCode());
    assertEquals("", result.out());
  }

  @Test
  void badUsage() throws Exception {
    assertBadUsage("--pid takes the number of a process", "--pid", "0");
    assertBadUsage("the pattern is empty", "");
    assertBadUsage("Unknown option: '--jason'", "--jason");
    assertBadUsage("Invalid value for option '--pid'", "--pid", "my");
  }

  private void assertBadUsage(String message, String... arguments) throws Exception {
    Result result = probes(arguments);
    assertTrue(result.err().startsWith(message), result.err());
    assertEquals(2, result.exitCode());
    assertEquals("", result.out());
  }
}
