// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.source.Tracing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongPredicate;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of functions that an application makes a known number of times: each, and no other. */
class NativeCallsIT {

  private static final int CALLS = NativeCallsApplication.THREADS * NativeCallsApplication.TIMES;
  private static final int Z_FINISH = 4;
  private static final int Z_STREAM_END = 1;

  @TempDir private static Path directory;
  private static ProbedRun run;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @BeforeAll
  static void call() throws Exception {
    if (!Tracing.isWanted()) {
      return;
    }
    run =
        new ProbedRun.Command(directory)
            .probe("fs", "fs=call:libc:fsync fd=arg0:s32 ret=retval:s32")
            .probe(
                "malloc",
                "call:libc:malloc size=arg0:u64 ret=retval:x64 /size == "
                    + NativeCallsApplication.MALLOC_BYTES
                    + "/")
            .probe("deflate", "call:" + zlib() + ":deflate flush=arg1:s32 ret=retval:s32")
            .types("jftrace.DataLoss")
            .run(NativeCallsApplication.class, directory.resolve("written").toString());
    assertEquals(List.of(), run.of("jftrace.DataLoss"));
  }

  /** The system's library, or the JDK's own one if that has all of it. */
  private static String zlib() throws IOException, InterruptedException {
    Path libzip = Path.of(System.getProperty("jftrace.test.java.home"), "lib/libzip.so");
    Process ldd = new ProcessBuilder("ldd", libzip.toString()).start();
    String needed =
        new String(ldd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    ldd.waitFor();
    return needed.contains("libz.so") ? "libz" : "libzip";
  }

  @Test
  void anFsyncReturnsZero() {
    List<RecordedEvent> calls = ofDescriptor(fd -> fd >= 0);
    Brackets brackets = new Brackets(run.calls(NativeCallsApplication.FSYNC), null);
    for (RecordedEvent call : calls) {
      brackets.around(call);
      assertEquals(0, call.getLong("ret"));
    }
    brackets.assertNoneIsLeft();
    assertEquals(CALLS, calls.size());
  }

  @Test
  void anFsyncOfNoDescriptorReturnsMinusOne() {
    List<RecordedEvent> calls = ofDescriptor(fd -> fd < 0);
    Brackets brackets = new Brackets(run.calls(NativeCallsApplication.BAD_FSYNC), "fd");
    for (RecordedEvent call : calls) {
      assertEquals(-1, brackets.around(call).getLong("result"));
      assertEquals(-1, call.getLong("ret"));
    }
    brackets.assertNoneIsLeft();
    assertEquals(CALLS, calls.size());
  }

  private static List<RecordedEvent> ofDescriptor(LongPredicate isWanted) {
    return run.hits("fs").stream().filter(call -> isWanted.test(call.getLong("fd"))).toList();
  }

  @Test
  void mallocReturnsTheAddress() {
    Brackets brackets = new Brackets(run.calls(NativeCallsApplication.MALLOC), "size");
    for (RecordedEvent call : run.hits("malloc")) {
      assertEquals(brackets.around(call).getLong("result"), address(call));
    }
    brackets.assertNoneIsLeft();
    assertEquals(CALLS, run.hits("malloc").size());
  }

  private static long address(RecordedEvent call) {
    return call.getLong("ret");
  }

  @Test
  void deflateReachesTheEnd() {
    Brackets brackets = new Brackets(run.calls(NativeCallsApplication.DEFLATE), null);
    for (RecordedEvent call : run.hits("deflate")) {
      brackets.around(call);
      assertEquals(Z_FINISH, call.getLong("flush"));
      assertEquals(Z_STREAM_END, call.getLong("ret"));
    }
    brackets.assertNoneIsLeft();
    assertEquals(CALLS, run.hits("deflate").size());
  }

  @Test
  void metricsHaveAsMany() {
    for (String probe : List.of("fs", "malloc", "deflate")) {
      int calls = run.hits(probe).size();
      assertEquals(calls, run.hitsTotal(probe), probe);
      assertEquals(calls, run.callsTotal(probe), probe);
      assertEquals(0, run.tornTotal(probe), probe);
      double seconds =
          run.hits(probe).stream().mapToDouble(e -> e.getDuration().toNanos() / 1e9).sum();
      double counted = run.scrape().sum("jftrace_probe_call_seconds_sum", "probe", probe);
      System.out.printf(
          "%s: %d calls, %.6f s, %.6f s by the metrics%n", probe, calls, seconds, counted);
      // JFR's clock has its own grain.
      assertEquals(seconds, counted, 1e-6 * calls, probe);
      assertTrue(counted > 0, probe);
    }
  }
}
