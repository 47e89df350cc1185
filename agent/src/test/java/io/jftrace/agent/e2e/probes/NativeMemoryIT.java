// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static io.jftrace.agent.e2e.probes.NativeMemoryApplication.TIMES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.e2e.Scrape;
import io.jftrace.agent.source.Tracing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The group of probes native-memory against calls of known sizes. */
class NativeMemoryIT {

  private static final String SIZE = "size";

  @TempDir private Path directory;
  private ProbedRun run;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @Test
  void callsAndSizesAreThoseOfTheApplication() throws Exception {
    run =
        new ProbedRun.Command(directory)
            .group("native-memory")
            .types("jftrace.DataLoss")
            .run(NativeMemoryApplication.class);
    assertEquals(List.of(), run.of("jftrace.DataLoss"));
    assertCalls("malloc", NativeMemoryApplication.MALLOC_BYTES, 1);
    assertCalls("realloc", NativeMemoryApplication.REALLOC_BYTES, 1);
    assertCalls(
        "calloc", NativeMemoryApplication.CALLOC_BYTES, NativeMemoryApplication.CALLOC_COUNT);
    assertCalls("mmap", NativeMemoryApplication.MAP_BYTES, 1);
    assertCalls("munmap", NativeMemoryApplication.MAP_BYTES, 1);
    RecordedEvent window = run.calls(NativeMemoryApplication.WINDOW).get(0);
    long freed =
        run.hits("native_free").stream()
            .filter(e -> ProbedRun.isInside(e, window))
            .filter(e -> ProbedRun.tid(e) == ProbedRun.tid(window))
            .count();
    // Those of JNA and of the JVM are among them.
    assertTrue(freed >= 2 * TIMES, freed + " calls of free");
  }

  /** In the recording, and in the metrics of the thread's pool, which may have more. */
  private void assertCalls(String function, long size, long count) {
    List<RecordedEvent> own =
        run.hits("native_" + function).stream().filter(e -> e.getLong(SIZE) == size).toList();
    assertEquals(TIMES, own.size(), function);
    for (RecordedEvent call : own) {
      assertEquals(NativeMemoryApplication.POOL + "-0", call.getString("threadName"));
      assertEquals(count, call.hasField("count") ? call.getLong("count") : 1);
    }
    assertTrue(total("jftrace_native_memory_calls_total", function) >= TIMES, function);
    long bytes = TIMES * size * count;
    assertTrue(total("jftrace_native_memory_bytes_total", function) >= bytes, function);
  }

  private double total(String metric, String function) {
    return run.scrape()
        .values()
        .getOrDefault(
            new Scrape.Series(
                metric, Map.of("pool", NativeMemoryApplication.POOL, "function", function)),
            0.0);
  }
}
