// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.source.Tracing;
import io.jftrace.testapp.Ends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However the application ends, no probe of it is left in the kernel. */
final class ProbesLifecycleIT {

  /** A call, which has two events, and a tracepoint, which is the kernel's own. */
  private static final String PROBES =
      ",probe=read=call:libc:read fd=arg0:s32;tracepoint:sched:sched_switch";

  private static final List<String> DEFINED = List.of("probe_read", "return_read");

  @TempDir private Path directory;

  @BeforeEach
  void needsTheKernel() throws IOException {
    Tracing.required();
  }

  private ChildJvm start(String name, String way) throws IOException {
    Path own = Files.createDirectory(directory.resolve(name));
    return new ChildCommand(own).agent(ChildCommand.ANY_PORT + PROBES).start(Ends.class, way);
  }

  private void assertLeavesNothing(String way, int exitStatus) throws Exception {
    try (ChildJvm jvm = start(way, way)) {
      jvm.awaitStart();
      assertEquals(DEFINED, Instances.probesOf(jvm.pid()).stream().sorted().toList());
      Result result = jvm.end();
      assertEquals(exitStatus, result.exitCode(), result.toString());
      assertEquals("begins\nends\n", result.out());
      jvm.assertNothingIsLeft();
    }
  }

  @Test
  void afterItsMainReturns() throws Exception {
    assertLeavesNothing("return", 0);
  }

  @Test
  void afterAnExit() throws Exception {
    assertLeavesNothing("exit", Ends.EXIT_STATUS);
  }

  @Test
  void afterAnException() throws Exception {
    assertLeavesNothing("throw", 1);
  }

  @Test
  void afterAKillAndTheNextStart() throws Exception {
    try (ChildJvm killed = start("killed", "return")) {
      killed.awaitStart();
      killed.process().destroyForcibly();
      killed.ended();
      // What is left may have been removed by the start of an agent elsewhere.
      assertTrue(DEFINED.containsAll(Instances.probesOf(killed.pid())));
      try (ChildJvm next = start("next", "return")) {
        next.awaitStart();
        assertEquals(List.of(), Instances.of(killed.pid()));
        assertEquals(List.of(), Instances.probesOf(killed.pid()));
        assertEquals(DEFINED, Instances.probesOf(next.pid()).stream().sorted().toList());
        next.end();
        next.assertNothingIsLeft();
      }
    }
  }
}
