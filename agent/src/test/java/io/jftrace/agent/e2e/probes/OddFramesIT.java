// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.source.Tracing;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongUnaryOperator;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that the kernel cannot follow to their return are left out and counted, never guessed. */
class OddFramesIT {

  /** MAX_URETPROBE_DEPTH of kernel/events/uprobes.c, Linux 6.18. */
  private static final int KERNEL_DEPTH = 64;

  private static final int TIMES = OddFramesApplication.TIMES;

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
    Path frames = NativeLibraries.compile("gcc", "frames.c", directory);
    Path throwing = NativeLibraries.compile("g++", "throwing.cc", directory);
    run =
        new ProbedRun.Command(directory)
            .probe("deep", "call:" + frames + ":deep depth=arg0:s64 ret=retval:s64")
            .probe("jumps", "call:" + frames + ":jumps depth=arg0:s64 ret=retval:s64")
            .probe("catches", "call:" + frames + ":catches depth=arg0:s64 ret=retval:s64")
            .probe(
                "caught",
                "caught=call:"
                    + throwing
                    + ":frames::Catcher::caught depth=arg1:s64 ret=retval:s64")
            .types("jftrace.DataLoss")
            .run(OddFramesApplication.class, frames.toString(), throwing.toString());
    assertEquals(List.of(), run.of("jftrace.DataLoss"));
  }

  @Test
  void theOutermostCallsOfADeepRecursionAreRight() {
    List<RecordedEvent> calls = run.hits("deep");
    assertReturned("deep", "deep", depth -> depth * depth);
    assertEquals(TIMES * (KERNEL_DEPTH + OddFramesApplication.DEEP), calls.size());
    for (RecordedEvent outer : run.calls("deep")) {
      long deepest = outer.getLong("key");
      long followed = Math.min(deepest, KERNEL_DEPTH);
      long[] seen =
          calls.stream()
              .filter(call -> ProbedRun.isInside(call, outer))
              .mapToLong(call -> call.getLong("depth"))
              .toArray();
      assertEquals(followed, seen.length);
      for (int i = 0; i < seen.length; i++) {
        assertEquals(deepest - i, seen[i]);
      }
    }
    assertEquals(calls.size(), run.callsTotal("deep"));
    assertEquals(TIMES * (OddFramesApplication.TOO_DEEP - KERNEL_DEPTH), run.tornTotal("deep"));
  }

  @Test
  void aJumpTearsTheCallsThatItLeaves() {
    assertEquals(List.of(), run.hits("jumps"));
    assertEquals(TIMES * OddFramesApplication.JUMPED, run.tornTotal("jumps"));
    assertEquals(0, run.callsTotal("jumps"));
    assertReturned("catches", "catches", depth -> depth + 1000);
    assertEquals(TIMES, run.hits("catches").size());
    assertEquals(0, run.tornTotal("catches"));
  }

  @Test
  void aFunctionThatCatchesReturns() {
    assertReturned("caught", "caught_often", number -> number + 2000);
    assertEquals(TIMES * OddFramesApplication.THROWN, run.hits("caught").size());
    assertEquals(0, run.tornTotal("caught"));
  }

  private static void assertReturned(String probe, String own, LongUnaryOperator function) {
    for (RecordedEvent call : run.hits(probe)) {
      assertEquals(function.applyAsLong(call.getLong("depth")), call.getLong("ret"));
      assertTrue(
          run.calls(own).stream().anyMatch(outer -> ProbedRun.isInside(call, outer)),
          call::toString);
    }
  }
}
