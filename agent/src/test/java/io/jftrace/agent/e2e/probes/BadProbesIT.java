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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes that cannot be had cost the user a few lines, and nothing else. */
class BadProbesIT {

  private static final String PREFIX = "[jftrace] ";
  private static final String TOLD = PREFIX + "probe left out: ";
  private static final String GOOD = "write=call:libc:write fd=arg0:s32";

  /** All of it is to blame where the kernel has no kprobes. */
  private static final String NO_FUNCTION = "kprobe:no_such_function_of_the_kernel";

  /** What is to blame, by specification. */
  private static final Map<String, String> BAD = new LinkedHashMap<>();

  static {
    BAD.put("frobnicate:libc:write", "frobnicate");
    BAD.put("call:libnosuch:write", "libnosuch");
    BAD.put("call:libc:wriet", "wriet");
    BAD.put("usdt:libjvm:hotspot:gc__begn", "gc__begn");
    BAD.put("usdt:libjvm:hotsopt:gc__begin", "hotsopt");
    BAD.put("tracepoint:sched:sched_swtich", "sched_swtich");
    BAD.put("tracepoint:sched:sched_switch next=nosuch", "nosuch");
    BAD.put("bad0=call:libc:write fd=argument", "argument");
    BAD.put("bad1=call:libc:write fd=arg0:s33", "s33");
    BAD.put("bad2=call:libc:write tid=arg0:s32", "tid");
    BAD.put("bad3=call:libc:write fd=arg0:s32 /fd = 2/", "= 2");
    BAD.put("bad4=call:libc:write fd=arg99", "arg99");
    BAD.put("bad5=call:libc:write rate=5 rate=6", "rate=6");
    BAD.put("malloc", "malloc");
    BAD.put("uprobe", "uprobe");
    BAD.put("jvm-gcc", "jvm-gcc");
    BAD.put("jvm-gc foo=arg0", "foo");
    BAD.put(NO_FUNCTION, NO_FUNCTION);
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
          () -> Scrape.of(metrics).sum("jftrace_probe_hits_total", "probe", "write") > 0,
          () -> "scrapes are written, but " + GOOD + " has no hits");
      Result result = jvm.end();
      assertEquals(Ends.EXIT_STATUS, result.exitCode(), result.toString());
      assertEquals("begins\nends\n", result.out());
      List<String> told =
          result.err().lines().filter(line -> StartLine.parse(line).isEmpty()).toList();
      assertTrue(told.stream().allMatch(line -> line.startsWith(PREFIX)), result.err());
      BAD.forEach((specification, blamed) -> assertTold(told, specification, blamed));
      // What the good one costs may be told as well.
      assertEquals(BAD.size(), told.stream().filter(ProbedRun::isCaret).count(), result.err());
      jvm.assertNothingIsLeft();
      assertNoDefinition(jvm.pid());
    }
  }

  /** The message, the specification, and below it the caret. */
  private static void assertTold(List<String> lines, String specification, String blamed) {
    List<String> below =
        lines.stream().filter(line -> line.endsWith("  " + specification)).toList();
    assertEquals(1, below.size(), () -> specification + " in " + String.join("\n", lines));
    int line = lines.indexOf(below.get(0));
    String caret = lines.get(line + 1);
    int begin = below.get(0).length() - specification.length();
    assertEquals(PREFIX + "^", caret.replaceFirst("(?<=] ) +", ""), caret);
    int column = caret.indexOf('^') - begin;
    int from = specification.lastIndexOf(blamed);
    assertTrue(
        column >= from && column < from + blamed.length(),
        () -> String.join("\n", lines.subList(line - 1, line + 2)));
    assertTrue(lines.get(line - 1).startsWith(TOLD), lines.get(line - 1));
    assertTrue(lines.get(line - 1).length() > TOLD.length() + 10, lines.get(line - 1));
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
