// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.e2e.StartLine;
import io.jftrace.agent.source.Tracing;
import io.jftrace.testapp.InsideAgent;
import io.jftrace.testapp.Isolated;
import io.jftrace.testapp.OwnVersions;
import io.jftrace.testapp.Spans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real applications with the packaged agent. */
final class AgentIT {

  /** Otherwise it is said that child spans go nowhere. */
  private static final String NO_EXPORT = "-Dotel.traces.exporter=none";

  private static final String OFF = "[jftrace] is off, the application runs without it: ";

  @TempDir private Path directory;

  @Test
  void anApplicationWithoutLibrariesSeesNoneOfTheAgents() throws Exception {
    assertOk(run(Isolated.class));
  }

  @Test
  void anApplicationMayLackTheModulesOfJfrAndLogging() throws Exception {
    Result result = run(Isolated.class, "--limit-modules", "java.base,java.instrument");
    assertEquals("ok\n", result.out(), result.toString());
    List<String> others = withoutItsLine(result.err());
    others.remove("[jftrace] no JFR events: this JVM lacks the module jdk.jfr");
    assertEquals(List.of(), others);
    assertEquals(0, result.exitCode());
  }

  @Test
  void anApplicationKeepsItsOwnVersions() throws Exception {
    Result result = run(OwnVersions.class);
    assertEquals("ok\n", result.out(), result.toString());
    // From JDK 24 on the application's JNA is warned about, as it would be without the agent.
    String err = String.join("\n", withoutItsLine(result.err()));
    assertTrue(err.isEmpty() || err.contains("/jna-5.8.0.jar"), err);
    assertFalse(err.contains("jftrace"), err);
  }

  @Test
  void spansAreRecorded() throws Exception {
    assertOk(run(Spans.class, "--add-opens", "java.base/java.lang=ALL-UNNAMED"));
  }

  @Test
  void spansOfAnApplicationThatIsAttachedToAreRecorded() throws Exception {
    // Where it is impossible, the agent ends before the application's spans begin.
    Tracing.required();
    Result result =
        TestJvm.java(
            directory,
            "-Djdk.attach.allowAttachSelf=true",
            "-XX:+EnableDynamicAgentLoading",
            NO_EXPORT,
            "--add-opens",
            "java.base/java.lang=ALL-UNNAMED",
            "-cp",
            TestJvm.libraries(),
            Spans.class.getName(),
            TestJvm.AGENT.toString());
    assertOk(result);
  }

  @Test
  void nativeCodeAndThreadIdsWorkInsideWithoutATrace() throws Exception {
    Path home = Files.createDirectory(directory.resolve("home"));
    Path tmp = Files.createDirectory(directory.resolve("tmp"));
    assertOk(
        run(
            InsideAgent.class,
            TestJvm.accompanyingAgent(directory),
            "-Duser.home=" + home,
            "-Djava.io.tmpdir=" + tmp));
    try (Stream<Path> left = Files.walk(directory)) {
      assertFalse(left.anyMatch(path -> path.toString().matches(".*/jna[^/]*\\.so")));
    }
    try (Stream<Path> left = Files.list(home)) {
      assertEquals(List.of(), left.toList(), "JNA's cache");
    }
  }

  @Test
  void aSecondAgentInTheSameJvmSaysSoAndDoesNothing() throws Exception {
    Result result = run(Isolated.class, agent());
    assertEquals("ok\n", result.out());
    assertEquals(List.of("[jftrace] runs in this JVM already"), withoutItsLine(result.err()));
  }

  @Test
  void theCommandLineStarts() throws Exception {
    Result result = TestJvm.java(directory, "-jar", TestJvm.AGENT.toString(), "--help");
    assertEquals(0, result.exitCode(), result.toString());
  }

  private Result run(Class<?> application, String... jvmArguments)
      throws IOException, InterruptedException {
    Stream<String> command =
        Stream.of(
                Stream.of(agent(), NO_EXPORT),
                Stream.of(jvmArguments),
                Stream.of("-cp", classPath(application), application.getName()))
            .flatMap(arguments -> arguments);
    return TestJvm.java(directory, command.toArray(String[]::new));
  }

  private static String agent() {
    return TestJvm.agent() + "=prometheus.port=0";
  }

  private static String classPath(Class<?> application) {
    boolean needsLibraries = application == OwnVersions.class || application == Spans.class;
    return needsLibraries ? TestJvm.libraries() : TestJvm.CLASSES.toString();
  }

  private static void assertOk(Result result) {
    assertEquals("ok\n", result.out(), result.toString());
    assertEquals(List.of(), withoutItsLine(result.err()));
    assertTrue(result.exitCode() == 0, result.toString());
  }

  /**
   * The lines of standard error but for the one with which the agent says that it traces or, where
   * that is impossible, that it is off. A quick application ends before that one.
   */
  private static List<String> withoutItsLine(String err) {
    List<String> lines = new ArrayList<>(err.lines().toList());
    boolean tracing = Tracing.isPossible();
    lines.stream()
        .filter(line -> tracing ? StartLine.parse(line).isPresent() : line.startsWith(OFF))
        .findFirst()
        .ifPresent(lines::remove);
    return lines;
  }
}
