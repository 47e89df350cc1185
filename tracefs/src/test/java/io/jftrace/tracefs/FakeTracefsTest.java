// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refusals that the running kernel cannot be made to give. */
class FakeTracefsTest {

  @TempDir private Path root;

  @Test
  void mountPointWithoutTracefsSaysHowToMount() {
    TracefsException e = assertThrows(TracefsException.class, () -> Tracefs.find(root));
    assertEquals(
        "no tracefs at " + root + "; mount it: mount -t tracefs nodev " + root, e.getMessage());
  }

  @Test
  void kernelWithoutInstances() throws Exception {
    Files.createFile(root.resolve("trace_marker"));
    TracefsException e = assertThrows(TracefsException.class, () -> Tracefs.find(root));
    assertTrue(e.getMessage().contains("has no instances"), e.getMessage());
  }

  @Test
  void instanceThatExists() throws Exception {
    Files.createDirectories(root.resolve("instances/jftrace_1_2"));
    Tracefs tracefs = Tracefs.find(root);
    TracefsException e =
        assertThrows(TracefsException.class, () -> Instance.create(tracefs, "jftrace_1_2"));
    assertTrue(e.getMessage().endsWith("exists already"), e.getMessage());
  }

  @Test
  void controlFileThatTheKernelLacks() throws Exception {
    Files.createDirectories(root.resolve("instances"));
    Instance instance = Instance.create(Tracefs.find(root), "x");
    TracefsException e =
        assertThrows(TracefsException.class, () -> instance.set("trace_clock", "mono"));
    assertEquals(
        "cannot write 'mono' to "
            + instance.directory().resolve("trace_clock")
            + ": there is no such file on this kernel",
        e.getMessage());
    instance.setIfPresent("buffer_percent", "25");
    instance.close();
  }

  @Test
  void subBufferSizeIsTheInstancesOwnWhereItHasOne() throws Exception {
    Files.createDirectories(root.resolve("instances"));
    Instance instance = Instance.create(Tracefs.find(root), "x");
    Files.writeString(instance.directory().resolve("buffer_subbuf_size_kb"), "64\n");
    assertEquals(65536, instance.subBufferBytes());
  }
}
