// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.VirtualMachine;
import io.jftrace.agent.TestJvm;
import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.e2e.ChildCommand;
import io.jftrace.agent.e2e.ChildJvm;
import io.jftrace.agent.e2e.SeenSpan;
import io.jftrace.agent.source.Tracing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenTelemetry in other places than the class path, at other times than the start, or nowhere. */
final class DeployedIT {

  @TempDir private Path directory;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @Test
  void inAJarOfJars() throws Exception {
    Path jar = directory.resolve("application.jar");
    FatJar.write(jar, AutoconfiguredApplication.class, TracedRun.jars("newer"));
    try (TracedRun run = new TracedRun(directory);
        ChildJvm jvm =
            run.command()
                .classPath(jar.toString())
                .agent(ChildCommand.ANY_PORT)
                .start(FatJar.LAUNCHER, run.file())) {
      SeenSpans spans = run.run(jvm);
      spans.assertChildrenAreWithin(0);
      ScriptCheck.sampled(spans).check(spans.named(ScriptedRequest.NAME));
    }
  }

  @Test
  void severalCopiesThatAreLoadedLate() throws Exception {
    try (TracedRun run = new TracedRun(directory);
        ChildJvm jvm =
            run.command()
                .classPath(TestJvm.CLASSES.toString())
                .agent(ChildCommand.ANY_PORT)
                .start(
                    CopiesApplication.class,
                    run.file(),
                    run.receiver().endpoint(),
                    "newer-copy",
                    TracedRun.classPath("newer"),
                    "older-copy",
                    TracedRun.classPath("older"),
                    "another-newer-copy",
                    TracedRun.classPath("newer"))) {
      SeenSpans spans = run.run(jvm);
      spans.assertChildrenAreWithin(0);
      for (String service : List.of("newer-copy", "older-copy", "another-newer-copy")) {
        List<SeenSpan> requests =
            spans.named(ScriptedRequest.NAME).stream()
                .filter(span -> span.service().equals(service))
                .toList();
        ScriptCheck.sampled(spans).check(requests);
      }
    }
  }

  @Test
  void beforeTheAgent() throws Exception {
    try (TracedRun run = new TracedRun(directory);
        ChildJvm jvm =
            run.command()
                // As JDK 21 and later warn about it otherwise.
                .jvm("-XX:+EnableDynamicAgentLoading")
                .start(AutoconfiguredApplication.class, run.file())) {
      TracedRun.awaitLine(jvm, Phases.READY);
      VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
      machine.loadAgent(TestJvm.AGENT.toString(), ChildCommand.ANY_PORT);
      machine.detach();
      SeenSpans spans = run.run(jvm);
      spans.assertChildrenAreWithin(0);
      ScriptCheck.sampled(spans).check(spans.named(ScriptedRequest.NAME));
    }
  }

  @Test
  void nowhere() throws Exception {
    Path classes = directory.resolve("classes.log");
    try (TracedRun run = new TracedRun(directory);
        ChildJvm jvm =
            run.command()
                .classPath(TestJvm.CLASSES.toString())
                .agent(ChildCommand.ANY_PORT)
                .jvm("-Xlog:class+load:file=" + classes)
                .start(UntracedApplication.class, run.file())) {
      TracedRun.awaitLine(jvm, Phases.DONE);
      Result result = jvm.end();
      assertEquals(0, result.exitCode(), result.err());
      assertEquals(1, result.err().lines().count(), result.err());
      assertEquals(List.of(), run.receiver().arrivals());
      List<String> loaded = Files.readAllLines(classes);
      assertTrue(loaded.size() > 500, "classes in the log: " + loaded.size());
      assertEquals(
          List.of(), loaded.stream().filter(line -> line.contains("opentelemetry")).toList());
    }
  }
}
