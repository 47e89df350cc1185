// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm;
import io.jftrace.agent.source.Tracing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of files and addresses of peers are in a recording if that is wanted, and only then. */
class TargetsIT {

  private static final List<String> TYPES = List.of("jftrace.OffCpu", "jftrace.Syscall");

  @TempDir private Path directory;

  /** The targets by type of event, and where the application read. */
  private record Seen(Map<String, Set<String>> targets, Set<String> allTexts, String port) {}

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
    Commands.run("mkfifo", pipe().toString());
  }

  private Path pipe() {
    return directory.resolve("secret-pipe");
  }

  private Seen run(String targets) throws Exception {
    Path recording = directory.resolve("targets.jfr");
    TestJvm.Result result =
        TestJvm.java(
            directory,
            TestJvm.agent() + "=prometheus=off,waits=full,waits.targets=" + targets,
            "-XX:StartFlightRecording=filename="
                + recording
                + ",+jftrace.OffCpu#threshold=0ms,+jftrace.Syscall#threshold=0ms"
                + ",+jftrace.Syscall#enabled=true",
            "-Xlog:jfr+startup=error",
            "-cp",
            TestJvm.CLASSES.toString(),
            TargetsApplication.class.getName(),
            pipe().toString());
    assertEquals(0, result.exitCode(), result.err());
    Seen seen = new Seen(new TreeMap<>(), new TreeSet<>(), result.out().strip());
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      String type = event.getEventType().getName();
      if (TYPES.contains(type)) {
        String target = event.getString("target");
        seen.targets.computeIfAbsent(type, t -> new TreeSet<>()).add(target == null ? "" : target);
        seen.allTexts.add(event.toString());
      }
    }
    assertEquals(Set.copyOf(TYPES), seen.targets.keySet());
    return seen;
  }

  @Test
  void areThereIfWanted() throws Exception {
    Seen seen = run("on");
    for (String type : TYPES) {
      Set<String> targets = seen.targets.get(type);
      assertTrue(targets.contains(pipe().toString()), () -> type + ": " + targets);
      assertTrue(
          targets.stream().anyMatch(target -> target.contains(":" + seen.port)),
          () -> type + ", port " + seen.port + ": " + targets);
    }
  }

  @Test
  void areNowhereIfNot() throws Exception {
    Seen seen = run("off");
    TYPES.forEach(type -> assertEquals(Set.of(""), seen.targets.get(type)));
    for (String text : seen.allTexts) {
      assertTrue(!text.contains("secret-pipe") && !text.contains("127.0.0.1"), text);
    }
  }
}
