// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.source.Tracing;
import io.jftrace.testapp.Ends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that cannot be used cost the user one line and the application nothing. */
final class BadConfigIT {

  private static final String OFF = "[jftrace] is off, the application runs without it: ";

  @TempDir private Path directory;

  @Test
  void anUnknownKey() throws Exception {
    assertOff(
        "promethius.port=0",
        "unknown key 'promethius.port' in agent arguments; did you mean 'prometheus.port'?");
  }

  @Test
  void aBadValue() throws Exception {
    assertOff(
        "prometheus.port=http",
        "prometheus.port=http in agent arguments is not understood;"
            + " it takes 0 (any free port) to 65535");
  }

  @Test
  void aFileThatIsMissing() throws Exception {
    Path file = directory.resolve("missing.yaml");
    assertOff("config=" + file, "there is no file " + file + ", which 'config' names");
  }

  @Test
  void aFileThatIsNoYaml() throws Exception {
    Path file = Files.writeString(directory.resolve("bad.yaml"), "jfr: on\nspans: [on\n");
    String line = off("config=" + file);
    assertTrue(line.startsWith(OFF + file + " line "), line);
  }

  @Test
  void aPortThatAnotherAgentHas() throws Exception {
    Tracing.required();
    try (ChildJvm first = start("first", ChildCommand.ANY_PORT)) {
      int port = first.awaitStart().metrics().orElseThrow().getPort();
      try (ChildJvm second = start("second", "prometheus.port=" + port)) {
        assertEquals(List.of("JFR"), second.awaitStart().outputs());
        assertEquals(0, second.end().exitCode());
        List<String> lines = second.errLines();
        assertEquals(2, lines.size(), lines.toString());
        assertTrue(
            lines.get(0).matches("\\[jftrace] no metrics: .*:" + port + "\\b.*prometheus\\.port.*"),
            lines.get(0));
        assertEquals(List.of(), Instances.of(second.pid()));
        second.assertNoFiles();
      }
      assertEquals(0, first.end().exitCode());
      first.assertNothingIsLeft();
    }
  }

  @Test
  void theAgentGivenTwice() throws Exception {
    Tracing.required();
    try (ChildJvm jvm = start("twice", ChildCommand.ANY_PORT, ChildCommand.ANY_PORT)) {
      jvm.awaitStart();
      assertEquals(1, Instances.of(jvm.pid()).size());
      Result result = jvm.end();
      assertEquals(0, result.exitCode());
      assertEquals("begins\nends\n", result.out());
      List<String> lines = result.err().lines().toList();
      assertEquals(2, lines.size(), result.err());
      assertEquals("[jftrace] runs in this JVM already", lines.get(0));
      jvm.assertNothingIsLeft();
    }
  }

  private void assertOff(String agentArguments, String reason) throws Exception {
    assertEquals(OFF + reason, off(agentArguments));
  }

  /** Asserts that the application ran as ever; returns the line of the agent. */
  private String off(String agentArguments) throws Exception {
    try (ChildJvm jvm = start("off", agentArguments)) {
      Await.until(() -> !jvm.errLines().isEmpty(), () -> "no line on standard error");
      Result result = jvm.end();
      assertEquals(0, result.exitCode(), result.toString());
      assertEquals("begins\nends\n", result.out());
      jvm.assertNoFiles();
      assertEquals(1, result.err().lines().count(), result.err());
      assertFalse(result.err().contains("\tat "), result.err());
      return result.err().strip();
    }
  }

  private ChildJvm start(String name, String... agents) throws IOException {
    Path own = Files.createDirectory(directory.resolve(name));
    return new ChildCommand(own).agent(agents).start(Ends.class, "return");
  }
}
