// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.source.Tracing;
import io.jftrace.testapp.Ends;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that bring along nothing that the agent could use. */
final class PlainApplicationIT {

  @TempDir private Path directory;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @Test
  void withoutJfrAndWithoutOpenTelemetry() throws Exception {
    List<String> lines = run("C.UTF-8", "--limit-modules", "java.base,java.instrument");
    List<String> warnings = new ArrayList<>(lines);
    warnings.removeIf(line -> StartLine.parse(line).isPresent());
    assertEquals(1, lines.size() - warnings.size(), "start lines in " + lines);
    assertEquals(List.of("[jftrace] no JFR events: this JVM lacks the module jdk.jfr"), warnings);
  }

  @Test
  void withoutOpenTelemetry() throws Exception {
    assertEquals(1, run("C.UTF-8").size());
  }

  @Test
  void inALocaleWithoutArrows() throws Exception {
    List<String> lines = run("C");
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).contains(" -> JFR, http://"), lines.get(0));
  }

  private List<String> run(String locale, String... jvmArguments) throws Exception {
    try (ChildJvm jvm =
        new ChildCommand(directory)
            .agent(ChildCommand.ANY_PORT)
            .jvm(jvmArguments)
            .locale(locale)
            .start(Ends.class, "exit")) {
      jvm.awaitStart();
      Result result = jvm.end();
      assertEquals(Ends.EXIT_STATUS, result.exitCode(), result.toString());
      assertEquals("begins\nends\n", result.out());
      jvm.assertNothingIsLeft();
      return jvm.errLines();
    }
  }
}
