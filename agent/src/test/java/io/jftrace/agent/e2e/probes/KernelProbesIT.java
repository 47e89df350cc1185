// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static io.jftrace.agent.e2e.probes.KernelCallsApplication.ABSENT_FILE;
import static io.jftrace.agent.e2e.probes.KernelCallsApplication.OPENER;
import static io.jftrace.agent.e2e.probes.KernelCallsApplication.OPENS;
import static io.jftrace.agent.e2e.probes.KernelCallsApplication.SLEEPER;
import static io.jftrace.agent.e2e.probes.KernelCallsApplication.SLEEPERS;
import static io.jftrace.agent.e2e.probes.KernelCallsApplication.SLEEPS;
import static io.jftrace.agent.e2e.probes.KernelCallsApplication.SLEEP_NANOS;
import static io.jftrace.agent.e2e.probes.KernelCallsApplication.WRITER;
import static io.jftrace.agent.e2e.probes.KernelCallsApplication.WRITES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm;
import io.jftrace.agent.e2e.StartLine;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The agent, with probes of functions of the kernel, on kernels that have these: Linux 6.1 and 6.12
 * of Debian 12.
 */
@Tag("lab")
class KernelProbesIT {

  private static final String ARGUMENTS =
      "probe="
          + String.join(
              ";",
              // HotSpot's own sleeps on these threads, to wait for a lock of its own, are shorter.
              "slept=kcall:hrtimer_nanosleep nanos=arg0:u64 /nanos == " + SLEEP_NANOS + "/",
              "write=kprobe:vfs_write bytes=arg2:u64",
              "written=kretprobe:vfs_write result=retval",
              "absent=kcall:do_sys_openat2 directory=arg0:s32 path=arg1:ustring"
                  + " /path ~ \"*absent-*\"/",
              "wrong=kprobe:no_such_function");

  private static final String TYPES =
      String.join(
          ",",
          CallEvent.NAME,
          "jftrace.OffCpu",
          "jftrace.DataLoss",
          "jftrace.probe.slept",
          "jftrace.probe.write",
          "jftrace.probe.written",
          "jftrace.probe.absent");

  /** In C: AT_FDCWD, ENOENT. */
  private static final int CURRENT_DIRECTORY = -100;

  private static final int NO_SUCH_FILE = 2;

  @TempDir private Path directory;
  private ProbedRun run;

  @ParameterizedTest
  @ValueSource(strings = {"linux-image-amd64", "linux-image-6.12-amd64"})
  void functionsOfTheKernel(String kernelPackage) throws Exception {
    Path recording = directory.resolve("own.jfr");
    TestJvm.Result result = KernelLab.run(kernelPackage, directory, command(recording));
    System.out.printf("%s: %s%s", kernelPackage, result.out(), result.err());
    assertEquals(0, result.exitCode());
    // After it the script would have said what is left in the kernel.
    assertTrue(result.out().endsWith("recorded\n") || isSaid(result, "did not end in time"));
    run = new ProbedRun(ProbedRun.inOrder(recording), null, result.err().lines().toList());
    assertEquals(List.of(), run.of("jftrace.DataLoss"));
    said();
    calls();
    entriesAndReturns();
    filteredCalls();
    if (!isSaid(result, "overload: ")) {
      waits();
    }
  }

  /** Whether the agent had too little time: emulation is slow, and the machine has other work. */
  private static boolean isSaid(TestJvm.Result result, String trouble) {
    return result.err().contains("[jftrace] " + trouble);
  }

  /** Prints the kernel's release first, and last what the agent has left in the kernel. */
  private static List<String> command(Path recording) {
    String script =
        "uname -r; \"$@\"; status=$?; cd /sys/kernel/tracing;"
            + " ls instances; cat dynamic_events; exit $status";
    return List.of(
        "bash",
        "-c",
        script,
        "bash",
        System.getProperty("jftrace.test.java.home") + "/bin/java",
        // The compilers are what is slow under emulation.
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        TestJvm.agent() + "=" + ARGUMENTS,
        "-cp",
        TestJvm.libraries(),
        KernelCallsApplication.class.getName(),
        recording.toString(),
        TYPES);
  }

  /** That it traces, and why one probe is not there. */
  private void said() {
    assertEquals(1, run.err().stream().filter(line -> StartLine.parse(line).isPresent()).count());
    List<String> wrong =
        run.err().stream().dropWhile(line -> !line.contains("no_such_function")).toList();
    assertTrue(wrong.size() >= 2, () -> run.err().toString());
    assertEquals(wrong.get(0).indexOf("no_such_function"), wrong.get(1).indexOf('^'));
  }

  private List<RecordedEvent> hits(String probe, String pool) {
    return run.hits(probe).stream()
        .filter(event -> event.getString("threadName").startsWith(pool))
        .toList();
  }

  private void calls() {
    List<RecordedEvent> slept = hits("slept", SLEEPER);
    Brackets own = new Brackets(run.calls(KernelCallsApplication.SLEEP), "nanos");
    for (RecordedEvent call : slept) {
      own.around(call);
      assertEquals(0, call.getLong("retval"));
      // Two clocks, one as the other is calibrated against it.
      assertTrue(call.getDuration().toNanos() >= 0.99 * SLEEP_NANOS, call::toString);
    }
    own.assertNoneIsLeft();
    assertEquals(SLEEPERS * SLEEPS, slept.size());
  }

  private void entriesAndReturns() {
    Brackets own = new Brackets(run.calls(KernelCallsApplication.WRITE), "bytes");
    hits("write", WRITER).forEach(own::around);
    own.assertNoneIsLeft();
    own = new Brackets(run.calls(KernelCallsApplication.WRITE), "result");
    hits("written", WRITER).forEach(own::around);
    own.assertNoneIsLeft();
    assertEquals(WRITES, hits("written", WRITER).size());
  }

  private void filteredCalls() {
    List<RecordedEvent> absent = run.hits("absent");
    Brackets own = new Brackets(run.calls(KernelCallsApplication.OPEN), null);
    for (RecordedEvent call : absent) {
      own.around(call);
      assertTrue(call.getString("threadName").startsWith(OPENER));
      assertEquals(CURRENT_DIRECTORY, call.getLong("directory"));
      assertEquals(-NO_SUCH_FILE, call.getLong("retval"));
    }
    assertEquals(
        IntStream.range(0, OPENS).mapToObj(i -> ABSENT_FILE + i).toList(),
        absent.stream().map(call -> call.getString("path")).toList());
  }

  /** The agent's own work: while a thread slept, it was off the CPU. */
  private void waits() {
    List<RecordedEvent> offCpu = run.of("jftrace.OffCpu");
    for (RecordedEvent sleep : hits("slept", SLEEPER)) {
      assertTrue(
          offCpu.stream()
              .filter(wait -> wait.getLong("tid") == sleep.getLong("tid"))
              .anyMatch(wait -> ProbedRun.isInside(wait, sleep)),
          () -> "no wait in " + sleep);
    }
  }
}
