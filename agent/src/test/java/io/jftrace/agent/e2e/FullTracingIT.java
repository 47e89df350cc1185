// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.agent.source.Tracing;
import io.jftrace.testapp.Ends;
import io.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With waits=full, system calls are traced and probes are set, and both are removed in the end. */
final class FullTracingIT {

  private static final List<String> PROBES = List.of("monitor_wait", "monitor_wait_return");

  @TempDir private Path directory;
  private Tracefs tracefs;

  @BeforeEach
  void needsTheKernel() throws IOException {
    tracefs = Tracing.required();
  }

  private ChildJvm start(String name, String waits) throws IOException {
    Path own = Files.createDirectory(directory.resolve(name));
    return new ChildCommand(own)
        .agent(ChildCommand.ANY_PORT + ",waits=" + waits)
        .start(Ends.class, "return");
  }

  private boolean isEnabled(ChildJvm jvm, String event) throws IOException {
    Path instance = tracefs.instance(Instances.of(jvm.pid()).get(0));
    return Files.readString(instance.resolve("events/" + event + "/enable")).startsWith("1");
  }

  @ParameterizedTest
  @CsvSource({"off, false", "sampled, false", "full, true"})
  void systemCallsAreTracedIfThatIsWanted(String waits, boolean traced) throws Exception {
    try (ChildJvm jvm = start(waits, waits)) {
      jvm.awaitStart();
      for (String event : List.of("raw_syscalls/sys_enter", "block/block_rq_issue")) {
        assertEquals(traced, isEnabled(jvm, event), event);
      }
      assertTrue(isEnabled(jvm, "sched/sched_switch"));
      assertEquals(0, jvm.end().exitCode());
      jvm.assertNothingIsLeft();
    }
  }

  @Test
  void probesOfAJvmThatWasKilledAreRemovedByTheNext() throws Exception {
    assumeTrue(Files.exists(tracefs.root().resolve("uprobe_events")), "a kernel without uprobes");
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "probes are set on x86-64 only");
    try (ChildJvm killed = start("killed", "full")) {
      killed.awaitStart();
      assertEquals(PROBES, Instances.probesOf(killed.pid()));
      killed.process().destroyForcibly();
      killed.ended();
      try (ChildJvm next = start("next", "full")) {
        next.awaitStart();
        assertEquals(List.of(), Instances.probesOf(killed.pid()));
        assertEquals(List.of(), Instances.of(killed.pid()));
        assertEquals(PROBES, Instances.probesOf(next.pid()));
        next.end();
        next.assertNothingIsLeft();
      }
    }
  }
}
