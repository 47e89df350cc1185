// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.agent.TestJvm;
import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.source.Tracing;
import io.jftrace.testapp.Ends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users who may not trace, and systems where tracefs is not mounted. */
final class UnprivilegedIT {

  private static final String OFF = "[jftrace] is off, the application runs without it: ";

  /** Of the user nobody. */
  private static final String UID = "65534";

  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=" + UID, "--regid=" + UID, "--clear-groups");

  /** A mount namespace of its own, so that nobody else is without tracefs. */
  private static final List<String> UNMOUNTED =
      List.of("unshare", "-m", "sh", "-c", "umount -a -t tracefs,debugfs; exec \"$@\"", "sh");

  @TempDir private Path directory;

  @BeforeAll
  static void needsRootAndTheKernel() throws Exception {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "only root can become another user");
    assumeWorks(AS_NOBODY);
    Tracing.required();
  }

  private static void assumeWorks(List<String> prefix) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.add("true");
    Process process;
    try {
      process = new ProcessBuilder(command).inheritIO().start();
    } catch (IOException e) {
      assumeTrue(false, e.getMessage());
      throw e;
    }
    int exitStatus = process.waitFor();
    assumeTrue(exitStatus == 0, String.join(" ", command) + ": exit status " + exitStatus);
  }

  @BeforeEach
  void everyUserMayUseTheJdk() throws Exception {
    String java = System.getProperty("jftrace.test.java.home") + "/bin/java";
    List<String> command = new ArrayList<>(AS_NOBODY);
    command.addAll(List.of("test", "-x", java));
    assumeTrue(
        new ProcessBuilder(command).start().waitFor() == 0, "user " + UID + " cannot run " + java);
  }

  @Test
  void theApplicationRunsAsWithoutTheAgent() throws Exception {
    Result without = end(command().startedBy(AS_NOBODY).start(Ends.class, "exit"));
    Result with = end(agent().startedBy(AS_NOBODY).start(Ends.class, "exit"));
    assertEquals(without.out(), with.out());
    assertEquals(without.exitCode(), with.exitCode());
    assertEquals("", without.err());
    assertOneLine(with, "no permission to trace: ", " is not writable for user ", "--reuid=" + UID);
  }

  /** The command in the line, with the file names of this test. */
  @Test
  void whatTheLineAdvisesDoes() throws Exception {
    Result refused = end(agent().startedBy(AS_NOBODY).start(Ends.class, "return"));
    String line = refused.err();
    String advice = line.substring(line.indexOf("setpriv "), line.indexOf(" java ..."));
    try (ChildJvm jvm =
        agent().startedBy(List.of(advice.split(" ", -1))).start(Ends.class, "exit")) {
      assertTrue(jvm.awaitStart().outputs().contains("JFR"));
      assertEquals(Ends.EXIT_STATUS, jvm.end().exitCode());
      jvm.assertNothingIsLeft();
      assertEquals(1, jvm.errLines().size(), jvm.errLines().toString());
    }
  }

  @Test
  void rootMountsWhatIsNotMounted() throws Exception {
    assumeWorks(UNMOUNTED);
    try (ChildJvm jvm = agent().startedBy(UNMOUNTED).start(Ends.class, "exit")) {
      assertEquals(jvm.pid(), jvm.awaitStart().pid());
      assertEquals(1, Instances.of(jvm.pid()).size());
      assertEquals(Ends.EXIT_STATUS, jvm.end().exitCode());
      jvm.assertNothingIsLeft();
      assertEquals(1, jvm.errLines().size(), jvm.errLines().toString());
    }
  }

  @Test
  void othersAreToldHowToMount() throws Exception {
    assumeWorks(UNMOUNTED);
    Result result =
        end(agent().startedBy(UNMOUNTED).startedBy(AS_NOBODY).start(Ends.class, "exit"));
    assertEquals(Ends.EXIT_STATUS, result.exitCode());
    assertEquals("begins\nends\n", result.out());
    assertOneLine(
        result, "tracefs is not mounted", "as root: mount -t tracefs nodev /sys/kernel/tracing");
  }

  @Test
  void theReasonIsToldWhereTheKernelCannotBeListed() throws Exception {
    Path jar = Files.copy(TestJvm.AGENT, directory.resolve("listing.jar"));
    Path err = directory.resolve("listing.err");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> command = new ArrayList<>(AS_NOBODY);
    command.add(System.getProperty("jftrace.test.java.home") + "/bin/java");
    command.addAll(List.of("-jar", jar.toString(), "probes", "tracepoint:sched:*"));
    Process listing = new ProcessBuilder(command).redirectError(err.toFile()).start();
    assertEquals(1, listing.waitFor());
    assertEquals(
        "jftrace: tracefs is not mounted, or must not be read: it takes root; so nothing that can"
            + " be probed matches tracepoint:sched:*\n",
        Files.readString(err));
  }

  private ChildCommand command() throws IOException {
    return new ChildCommand(directory).forEveryUser();
  }

  private ChildCommand agent() throws IOException {
    return command().agent(ChildCommand.ANY_PORT);
  }

  private static Result end(ChildJvm started) throws Exception {
    try (ChildJvm jvm = started) {
      if (jvm.hasAgent()) {
        Await.until(() -> !jvm.errLines().isEmpty(), () -> "no line on standard error");
      }
      Result result = jvm.end();
      jvm.assertNothingIsLeft();
      return result;
    }
  }

  private static void assertOneLine(Result result, String... parts) {
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().startsWith(OFF), result.err());
    for (String part : parts) {
      assertTrue(result.err().contains(part), result.err());
    }
  }
}
