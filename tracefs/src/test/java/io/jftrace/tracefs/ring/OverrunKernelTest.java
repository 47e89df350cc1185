// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.Tracing;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the reader passes and what it says is lost are together what was written, to the event, on
 * every CPU, while buffers of two sub-buffers are overrun.
 */
class OverrunKernelTest {

  private static final int RUNS = 20;
  private static final int SLOTS = 64;
  private static final int EVENTS_EACH = 20_000;
  private static final int MAX_PAUSE_NANOS = 10_000_000;

  private final SplittableRandom random = new SplittableRandom(1);
  private Tracefs tracefs;
  private List<Integer> cpus;

  @BeforeEach
  void require() throws Exception {
    tracefs = Tracing.required();
    // In a thread of its own, as that is bound to the last of them.
    CompletableFuture<List<Integer>> usable = new CompletableFuture<>();
    new Thread(() -> usable.complete(Cpus.usable()), "cpus").start();
    cpus = usable.get();
  }

  @ParameterizedTest(name = "{0}, sub-buffers of {1} KiB, overwrite {2}")
  @CsvSource({
    "MARKERS, 4, 1",
    "MARKERS, 16, 1",
    "MARKERS, 64, 1",
    "SYSTEM_CALLS, 4, 1",
    "SYSTEM_CALLS, 64, 1",
    // Without it, the newest are lost, and no sub-buffer tells; a marker would be refused.
    "SYSTEM_CALLS, 4, 0",
  })
  void seenAndLostAreAllThatWasWritten(Flood flood, int subBufferKb, String overwrite)
      throws Exception {
    SeenAndLost.Count total = new SeenAndLost.Count();
    for (int run = 0; run < RUNS; run++) {
      try (Instance instance = instance(subBufferKb)) {
        assumeTrue(flood.isPossible(instance), "the kernel has no events for " + flood);
        instance.set("options/overwrite", overwrite);
        SeenAndLost.Count count = run(flood, instance, overwrite.equals("1"));
        total.seen += count.seen;
        total.lost += count.lost;
        total.losses += count.losses;
        total.uncounted += count.uncounted;
      }
    }
    System.out.printf(
        "%d runs of %s, %d KiB, overwrite %s: %d seen + %d lost of %d; %d losses, %d without count%n",
        RUNS,
        flood,
        subBufferKb,
        overwrite,
        total.seen,
        total.lost,
        (long) RUNS * EVENTS_EACH * cpus.size(),
        total.losses,
        total.uncounted);
    assertTrue(total.lost > 0, "nothing was lost, so nothing was tested");
  }

  private Instance instance(int subBufferKb) throws IOException {
    long pid = ProcessHandle.current().pid();
    Instance instance = Instance.create(tracefs, "jftrace_test_overrun_" + pid);
    try {
      instance.set("trace_clock", "mono");
      if (subBufferKb != 4) {
        boolean has = Files.exists(instance.directory().resolve("buffer_subbuf_size_kb"));
        assumeTrue(has, "sub-buffers of this kernel (before 6.8) have one size");
        instance.set("buffer_subbuf_size_kb", Integer.toString(subBufferKb));
      }
      instance.set("buffer_size_kb", Integer.toString(2 * subBufferKb));
      return instance;
    } catch (IOException | RuntimeException e) {
      instance.close();
      throw e;
    }
  }

  private SeenAndLost.Count run(Flood flood, Instance instance, boolean gapsAreTold)
      throws Exception {
    SeenAndLost handler =
        flood == Flood.MARKERS && gapsAreTold
            ? new NumberedMarkers(tracefs.format("ftrace/print"))
            : new SeenAndLost();
    try (RingBufferReader reader =
        RingBufferReader.open(
            instance.directory(), instance.subBufferBytes(), SLOTS, System::nanoTime)) {
      Writers writers = new Writers(flood, instance, cpus, EVENTS_EACH);
      while (writers.areWriting()) {
        LockSupport.parkNanos(random.nextInt(MAX_PAUSE_NANOS));
        reader.drain(handler);
      }
      writers.join();
      instance.disableAll();
      reader.settle(handler);
      compare(instance, handler);
      assertEquals(handler.sum().lost, lost(reader));
      assertEquals(0, reader.malformed().total(), reader.malformed().toString());
    }
    return handler.sum();
  }

  private void compare(Instance instance, SeenAndLost handler) throws IOException {
    for (int cpu : cpus) {
      SeenAndLost.Count count = handler.of(cpu);
      CpuStats stats = CpuStats.read(instance.directory().resolve("per_cpu/cpu" + cpu + "/stats"));
      assertEquals(EVENTS_EACH, count.seen + count.lost, "CPU " + cpu + ", " + stats);
      assertEquals(stats.lost(), count.lost, "CPU " + cpu + ", " + stats);
      assertEquals(stats.read(), count.seen, "CPU " + cpu + ", " + stats);
      assertEquals(0, stats.entries());
    }
    assertEquals((long) EVENTS_EACH * cpus.size(), handler.sum().seen + handler.sum().lost);
  }

  private static long lost(RingBufferReader reader) {
    long lost = 0;
    for (int i = 0; i < reader.cpuCount(); i++) {
      lost += reader.eventsLost(i);
    }
    return lost;
  }
}
