// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.DynamicEvents;
import io.jftrace.tracefs.DynamicEvents.Definition;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.Tracing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Every event format of the running kernel. */
class FormatsKernelTest {

  @Test
  void areReadAsTheyAreWritten() throws Exception {
    Path events = Tracing.required().root().resolve("events");
    KernelFormats.check(events, 100);
  }

  @Test
  void areReadWhileProbesComeAndGo() throws Exception {
    Tracefs tracefs = Tracing.required();
    Assumptions.assumeTrue(
        Files.exists(tracefs.root().resolve("uprobe_events")), "this kernel has no uprobes");
    AtomicBoolean enough = new AtomicBoolean();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> changes = other.submit(() -> defineAndDelete(tracefs, enough));
      for (int i = 0; i < 5; i++) {
        EventFormats.read(tracefs.root().resolve("events"), Long.BYTES);
      }
      enough.set(true);
      assertTrue(changes.get() > 0);
    } finally {
      enough.set(true);
      other.shutdown();
      assertTrue(other.awaitTermination(1, TimeUnit.MINUTES));
    }
  }

  private static int defineAndDelete(Tracefs tracefs, AtomicBoolean enough) throws Exception {
    DynamicEvents events = new DynamicEvents(tracefs);
    Path program = ProcessHandle.current().info().command().map(Path::of).orElseThrow();
    String group = "formats_test_" + ProcessHandle.current().pid();
    int times = 0;
    while (!enough.get()) {
      Definition first = events.defineUprobe("p:" + group + "/first " + program + ":0x1000");
      Definition second = events.defineUprobe("p:" + group + "/second " + program + ":0x1000");
      events.delete(first);
      events.delete(second);
      times++;
    }
    return times;
  }
}
