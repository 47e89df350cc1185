// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On files as those of tracefs. */
class KernelRowsTest {

  private static final Path SWITCH =
      Path.of("../tracefs/src/test/resources/kernels/linux-6.12/events/sched/sched_switch/format");

  @TempDir private Path root;

  @BeforeEach
  void events() throws IOException {
    event("sched/sched_switch", true);
    event("ftrace/function", false);
    event("jftrace_1_2/probe_malloc", true);
  }

  private void event(String name, boolean canBeEnabled) throws IOException {
    Path directory = Files.createDirectories(root.resolve("events").resolve(name));
    Files.copy(SWITCH, directory.resolve("format"));
    if (canBeEnabled) {
      Files.writeString(directory.resolve("id"), "310\n");
    }
  }

  @Test
  void tracepointsHaveTheirOwnFields() {
    TracepointRows tracepoints = new TracepointRows(Tracefs.at(root));
    String fields =
        "prev_comm:string prev_pid:s32 prev_prio:s32 prev_state:s64"
            + " next_comm:string next_pid:s32 next_prio:s32";
    ProbeRow row = new ProbeRow("tracepoint:sched:sched_switch", fields, "cheap");
    assertEquals(List.of(row), tracepoints.rows(new ProbePattern("tracepoint:*")));
    assertEquals(List.of(), tracepoints.rows(new ProbePattern("tracepoint:irq:*")));
    assertEquals(1, tracepoints.count());
  }

  @Test
  void functionsOfTheKernel() throws IOException {
    KernelFunctions functions = new KernelFunctions(Tracefs.at(root));
    assertFalse(functions.isSupported());
    Files.createFile(root.resolve("kprobe_events"));
    assertTrue(functions.isSupported());
    Path list = root.resolve("available_filter_functions");
    Files.writeString(list, "vfs_read\next4_sync_file [ext4]\n");
    assertEquals(2, functions.count());
    assertEquals(
        List.of(new ProbeRow("kprobe:ext4_sync_file", "", "cheap")),
        functions.rows(new ProbePattern("ext4")));
    assertEquals(
        List.of(new ProbeRow("kcall:vfs_read", "", "cheap")),
        functions.rows(new ProbePattern("kcall:vfs*")));
  }
}
