// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.DynamicEvents.Definition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamicEventsTest {

  @TempDir private Path root;

  private DynamicEvents events() {
    return new DynamicEvents(Tracefs.at(root));
  }

  @Test
  void everyKindIsListed() throws Exception {
    Path file = root.resolve("dynamic_events");
    Files.writeString(
        file,
        """
        p:jftrace_1_2/malloc /lib/libc.so.6:0x0000000000098930 size=%di:u64
        r16:probes/open do_sys_open
        s:synthetic/latency\tu64 lat
        """);
    assertEquals(
        List.of(
            new Definition(file, "jftrace_1_2", "malloc"),
            new Definition(file, "probes", "open"),
            new Definition(file, "synthetic", "latency")),
        events().all());
  }

  @Test
  void olderKernelsHaveAFileForEachKind() throws Exception {
    Path uprobes = root.resolve("uprobe_events");
    Files.writeString(uprobes, "p:a/b /bin/true:0x10\n");
    assertEquals(List.of(new Definition(uprobes, "a", "b")), events().all());
    Path kprobes = root.resolve("kprobe_events");
    Files.writeString(kprobes, "p:c/d do_exit\n");
    assertEquals(
        List.of(new Definition(kprobes, "c", "d"), new Definition(uprobes, "a", "b")),
        events().all());
  }

  @Test
  void kernelWithoutThem() throws Exception {
    assertEquals(List.of(), events().all());
  }

  @Test
  void deletingLeavesTheFileAsItIs() throws Exception {
    Path file = root.resolve("dynamic_events");
    Files.writeString(file, "p:a/b /bin/true:0x10\n");
    events().delete(events().all().get(0));
    assertEquals("p:a/b /bin/true:0x10\n-:a/b\n", Files.readString(file));
  }

  @Test
  void definingLeavesTheOthersAsTheyAre() throws Exception {
    Path file = root.resolve("uprobe_events");
    Files.writeString(file, "p:a/b /bin/true:0x10\n");
    assertEquals(new Definition(file, "c", "d"), events().defineUprobe("r:c/d /bin/false:0x20"));
    assertEquals("p:a/b /bin/true:0x10\nr:c/d /bin/false:0x20\n", Files.readString(file));
  }

  @Test
  void kernelThatCannotDefineOne() {
    TracefsException e =
        assertThrows(TracefsException.class, () -> events().defineUprobe("p:c/d /bin/true:0x20"));
    assertTrue(e.getMessage().endsWith("there is no such file on this kernel"), e.getMessage());
    assertThrows(TracefsException.class, () -> events().defineUprobe("p /bin/true:0x20"));
  }
}
