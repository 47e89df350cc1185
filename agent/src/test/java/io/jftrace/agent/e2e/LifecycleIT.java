// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.source.Tracing;
import io.jftrace.testapp.Ends;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However the application ends, nothing of the agent is left, and its exit status is its own. */
final class LifecycleIT {

  private static final int SIGTERM_STATUS = 128 + 15;

  @TempDir private Path directory;

  @BeforeEach
  void needsTheKernel() throws IOException {
    Tracing.required();
  }

  @Test
  void tenStartsAndEndsInARow() throws Exception {
    List<String> ways =
        List.of(
            "return",
            "return",
            "terminated",
            "exit",
            "return",
            "throw",
            "after",
            "return",
            "return",
            "return");
    for (int i = 0; i < ways.size(); i++) {
      Path own = Files.createDirectory(directory.resolve(Integer.toString(i)));
      String way = ways.get(i);
      switch (way) {
        case "terminated" -> assertEnds(own, "return", true, SIGTERM_STATUS, "begins\n");
        case "exit" -> assertEnds(own, way, false, Ends.EXIT_STATUS, "begins\nends\n");
        case "throw" -> assertEnds(own, way, false, 1, "begins\nends\n");
        case "after" -> assertEndsAfter(own, 0);
        default -> assertEnds(own, way, false, 0, "begins\nends\n");
      }
    }
  }

  /** At whatever point of its start the agent is: it takes a quarter of a second. */
  @Test
  void anEndWhileTheAgentStarts() throws Exception {
    for (int millis = 0; millis <= 240; millis += 12) {
      assertEndsAfter(Files.createDirectory(directory.resolve(Integer.toString(millis))), millis);
    }
  }

  @Test
  void theNextStartRemovesTheInstanceOfAJvmThatWasKilledAndNoOther() throws Exception {
    try (ChildJvm killed = start("killed", "return");
        ChildJvm living = start("living", "return")) {
      killed.awaitStart();
      living.awaitStart();
      killed.process().destroyForcibly();
      killed.ended();
      assertEquals(1, Instances.of(killed.pid()).size(), "left by a kill");
      try (ChildJvm next = start("next", "return")) {
        next.awaitStart();
        assertEquals(List.of(), Instances.of(killed.pid()));
        assertEquals(1, Instances.of(living.pid()).size());
        assertEquals(1, Instances.of(next.pid()).size());
        next.end();
        next.assertNothingIsLeft();
      }
      assertEquals(0, living.end().exitCode());
      living.assertNothingIsLeft();
    }
  }

  @Test
  void aRecordingIsWrittenAtTheEnd() throws Exception {
    assertRecorded(directory.resolve("recorded.jfr"), false);
  }

  @Test
  void aRecordingIsWrittenWhenTheJvmIsTerminated() throws Exception {
    assertRecorded(directory.resolve("recorded.jfr"), true);
  }

  @Test
  void theFileOfSpansIsThere() throws Exception {
    Path file = directory.resolve("spans.jsonl");
    try (ChildJvm jvm =
        new ChildCommand(directory)
            .agent(ChildCommand.ANY_PORT + ",spans.file=" + file)
            .start(Ends.class, "return")) {
      assertTrue(jvm.awaitStart().outputs().contains(file.toString()));
      assertEquals(0, jvm.end().exitCode());
      assertTrue(Files.exists(file));
      jvm.assertNothingIsLeft();
    }
  }

  /** Where no spans can be sent to, the end takes longer, but within bounds. */
  @Test
  void anEndpointThatDoesNotAnswer() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ChildJvm jvm =
            new ChildCommand(directory)
                .agent(ChildCommand.ANY_PORT)
                .libraries()
                .environment(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort())
                .environment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .start(TracedApplication.class)) {
      String receiver = "OTLP http://127.0.0.1:" + silent.getLocalPort() + "/v1/traces";
      assertTrue(jvm.awaitStart().outputs().contains(receiver));
      Result result = jvm.ended();
      assertEquals(0, result.exitCode());
      // That spans were lost may be said, once; nothing else is wrong.
      List<String> others =
          result.err().lines().filter(line -> StartLine.parse(line).isEmpty()).toList();
      assertTrue(others.size() <= 1, result.err());
      assertTrue(
          others.stream().allMatch(line -> line.startsWith("[jftrace] spans not exported to ")),
          result.err());
      jvm.assertNothingIsLeft();
    }
  }

  private void assertRecorded(Path file, boolean terminated) throws Exception {
    try (ChildJvm jvm =
        new ChildCommand(directory)
            .agent(ChildCommand.ANY_PORT)
            .jvm("-Xlog:jfr+startup=error", "-XX:StartFlightRecording=filename=" + file)
            .start(Ends.class, "return")) {
      jvm.awaitStart();
      Result result = terminated ? jvm.terminate() : jvm.end();
      assertEquals(terminated ? SIGTERM_STATUS : 0, result.exitCode());
      assertTrue(
          RecordingFile.readAllEvents(file).stream()
              .anyMatch(event -> event.getEventType().getName().equals("jftrace.OffCpu")),
          "no waits in the recording");
      jvm.assertNothingIsLeft();
      assertEquals(1, result.err().lines().count(), result.err());
    }
  }

  private static void assertEnds(
      Path own, String way, boolean terminated, int exitStatus, String out) throws Exception {
    try (ChildJvm jvm = new ChildCommand(own).agent(ChildCommand.ANY_PORT).start(Ends.class, way)) {
      StartLine start = jvm.awaitStart();
      assertEquals(jvm.pid(), start.pid());
      assertEquals(1, Instances.of(jvm.pid()).size(), "while it runs");
      Result result = terminated ? jvm.terminate() : jvm.end();
      assertEquals(exitStatus, result.exitCode(), result.toString());
      assertEquals(out, result.out());
      assertEquals(1, ofAgent(jvm).size(), result.err());
      jvm.assertNothingIsLeft();
    }
  }

  private static void assertEndsAfter(Path own, int millis) throws Exception {
    try (ChildJvm jvm =
        new ChildCommand(own)
            .agent(ChildCommand.ANY_PORT)
            .start(Ends.class, "after", Integer.toString(millis))) {
      Result result = jvm.ended();
      assertEquals(Ends.EXIT_STATUS, result.exitCode(), result.toString());
      assertEquals("begins\n", result.out());
      assertTrue(
          result.err().lines().allMatch(line -> StartLine.parse(line).isPresent()), result.err());
      jvm.assertNothingIsLeft();
    }
  }

  private static List<String> ofAgent(ChildJvm jvm) throws IOException {
    return jvm.errLines().stream().filter(line -> line.startsWith("[jftrace]")).toList();
  }

  private ChildJvm start(String name, String way) throws IOException {
    Path own = Files.createDirectory(directory.resolve(name));
    return new ChildCommand(own).agent(ChildCommand.ANY_PORT).start(Ends.class, way);
  }
}
