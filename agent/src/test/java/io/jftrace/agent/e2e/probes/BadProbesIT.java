// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.e2e.Await;
import io.jftrace.agent.e2e.ChildCommand;
import io.jftrace.agent.e2e.ChildJvm;
import io.jftrace.agent.e2e.Instances;
import io.jftrace.agent.e2e.Scrape;
import io.jftrace.agent.e2e.StartLine;
import io.jftrace.agent.source.Tracing;
import io.jftrace.testapp.Ends;
import io.jftrace.tracefs.Tracefs;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes that cannot be had cost the user a few lines, and nothing else. */
class BadProbesIT {

  private static final String PREFIX = "[jftrace] ";
  private static final String TOLD = PREFIX + "probe left out: ";

  /** Which the JVM's own threads call all the time. */
  private static final String GOOD = "time=call:libc:clock_gettime clock=arg0:s32";

  /** All of it is to blame where the kernel has no kprobes. */
  private static final String NO_FUNCTION = "kprobe:no_such_function_of_the_kernel";

  /**
   * What the user is told.
   *
   * @param blamed the part of the specification with the caret below it
   * @param said a pattern of what the message must have
   */
  private record Told(String blamed, Pattern said) {}

  /** By specification. */
  private static final Map<String, Told> BAD = new LinkedHashMap<>();

  static {
    bad("frobnicate:libc:write", "frobnicate", "unknown kind .*call");
    bad("call:libnosuch:write", "libnosuch", "unknown library");
    bad("call:libc:wriet", "wriet", "no function wriet.*write");
    bad("usdt:libjvm:hotspot:gc__begn", "gc__begn", "unknown probe .*gc__begin");
    bad("usdt:libjvm:hotsopt:gc__begin", "hotsopt", "unknown provider .*hotspot");
    bad("tracepoint:sched:sched_swtich", "sched_swtich", "unknown tracepoint .*sched_switch");
    bad("tracepoint:sched:sched_switch next=nosuch", "nosuch", "no field .*next_pid");
    bad("bad0=call:libc:write fd=argument", "argument", "unknown value .*argN");
    bad("bad1=call:libc:write fd=arg0:s33", "s33", "unknown type .*s32");
    bad("bad2=call:libc:write tid=arg0:s32", "tid", "the name tid is taken");
    bad("bad3=call:libc:write fd=arg0:s32 /fd = 2/", "= 2", "filter: Invalid operator");
    bad("bad4=call:libc:write fd=arg99", "arg99", "arg0 to arg\\d");
    bad("bad5=call:libc:write rate=5 rate=6", "rate=6", "rate is given twice");
    bad("malloc", "malloc", "KIND:TARGET.*jvm-gc");
    bad("uprobe", "uprobe", "uprobe:LIB:SYMBOL");
    bad("jvm-gcc", "jvm-gcc", "did you mean jvm-gc\\?");
    bad("jvm-gc foo=arg0", "foo", "a group takes rate=N only");
    bad(NO_FUNCTION, NO_FUNCTION, "kprobes|function");
  }

  private static void bad(String specification, String blamed, String said) {
    BAD.put(specification, new Told(blamed, Pattern.compile(said)));
  }

  @TempDir private Path directory;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @Test
  void areToldAndTheGoodOneWorks() throws Exception {
    List<String> all = new ArrayList<>(BAD.keySet());
    all.add(BAD.size() / 2, GOOD);
    try (ChildJvm jvm =
        new ChildCommand(directory)
            .agent(ChildCommand.ANY_PORT + ",probe=" + String.join(";", all))
            .start(Ends.class, "exit")) {
      URI metrics = jvm.awaitStart().metrics().orElseThrow();
      assertEquals(1, Instances.of(jvm.pid()).size());
      assertEquals(2, Instances.probesOf(jvm.pid()).size());
      Await.until(
          () -> Scrape.of(metrics).sum("jftrace_probe_hits_total", "probe", "time") > 0,
          () -> "the JVM reads the time, but " + GOOD + " has no hits");
      Result result = jvm.end();
      assertEquals(Ends.EXIT_STATUS, result.exitCode(), result.toString());
      assertEquals("begins\nends\n", result.out());
      List<String> told =
          result.err().lines().filter(line -> StartLine.parse(line).isEmpty()).toList();
      assertTrue(told.stream().allMatch(line -> line.startsWith(PREFIX)), result.err());
      BAD.forEach((specification, bad) -> assertTold(told, specification, bad));
      // What the good one costs may be told as well.
      assertEquals(BAD.size(), told.stream().filter(ProbedRun::isCaret).count(), result.err());
      jvm.assertNothingIsLeft();
      assertNoDefinition(jvm.pid());
    }
  }

  /** The message, the specification, and below it the caret. */
  private static void assertTold(List<String> lines, String specification, Told told) {
    List<String> below =
        lines.stream().filter(line -> line.endsWith("  " + specification)).toList();
    assertEquals(1, below.size(), () -> specification + " in " + String.join("\n", lines));
    int line = lines.indexOf(below.get(0));
    String caret = lines.get(line + 1);
    int begin = below.get(0).length() - specification.length();
    assertEquals(PREFIX + "^", caret.replaceFirst("(?<=] ) +", ""), caret);
    int column = caret.indexOf('^') - begin;
    int from = specification.lastIndexOf(told.blamed());
    assertTrue(
        column >= from && column < from + told.blamed().length(),
        () -> String.join("\n", lines.subList(line - 1, line + 2)));
    String message = lines.get(line - 1);
    assertTrue(message.startsWith(TOLD), message);
    assertTrue(told.said().matcher(message).find(), () -> told.said() + " in " + message);
  }

  private static void assertNoDefinition(long pid) throws Exception {
    Tracefs tracefs = Tracefs.find();
    for (String file : List.of("dynamic_events", "uprobe_events", "kprobe_events")) {
      Path path = tracefs.root().resolve(file);
      if (Files.exists(path)) {
        String definitions = Files.readString(path, StandardCharsets.UTF_8);
        assertTrue(!definitions.contains("jftrace_" + pid + "_"), definitions);
      }
    }
  }
}
