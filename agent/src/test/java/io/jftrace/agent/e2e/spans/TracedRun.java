// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm;
import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.e2e.Await;
import io.jftrace.agent.e2e.ChildCommand;
import io.jftrace.agent.e2e.ChildJvm;
import io.jftrace.agent.e2e.Instances;
import io.jftrace.agent.e2e.OtlpReceiver;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts an application, with a receiver for its spans, and waits for its end. */
final class TracedRun implements AutoCloseable {

  static final String SERVICE = "traced-application";

  private final Path directory;
  private final OtlpReceiver receiver;
  private final ChildCommand command;

  TracedRun(Path directory) throws IOException {
    this.directory = directory;
    receiver = new OtlpReceiver();
    command =
        new ChildCommand(directory)
            .classPath(classPath("newer"))
            .jvm(
                "-Dotel.exporter.otlp.endpoint=" + receiver.endpoint(),
                "-Dotel.exporter.otlp.protocol=http/protobuf",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-Dotel.service.name=" + SERVICE);
  }

  /** The classes of the tests, the OpenTelemetry in a directory, and the agent's part in it. */
  static String classPath(String sdk) throws IOException {
    return Stream.concat(Stream.of(TestJvm.CLASSES), jars(sdk).stream())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Those of the class path. */
  static List<Path> jars(String sdk) throws IOException {
    try (Stream<Path> files = Files.list(TestJvm.SDK.resolve(sdk))) {
      return Stream.concat(Stream.of(TestJvm.EXTENSION), files.sorted()).toList();
    }
  }

  OtlpReceiver receiver() {
    return receiver;
  }

  ChildCommand command() {
    return command;
  }

  /** The file that applications write. */
  String file() {
    return directory.resolve("written").toString();
  }

  /** Lets the application do its work, and returns what came of it. */
  SeenSpans run(ChildJvm jvm) throws Exception {
    awaitLine(jvm, Phases.DONE);
    return end(jvm);
  }

  /** As soon as the application has printed a line. */
  static void awaitLine(ChildJvm jvm, String line) throws Exception {
    Await.until(
        Duration.ofSeconds(100),
        () -> jvm.out().lines().anyMatch(line::equals) || !jvm.process().isAlive(),
        () -> "no line " + line);
    assertTrue(jvm.process().isAlive(), () -> "ended before the line " + line);
  }

  SeenSpans end(ChildJvm jvm) throws Exception {
    Result result = jvm.end();
    assertEquals(0, result.exitCode(), result.err());
    // The agent may say what failed; the application has nothing to complain about.
    assertTrue(
        result
            .err()
            .lines()
            .filter(l -> !l.startsWith("[jftrace]"))
            .noneMatch(TracedRun::isTrouble),
        result.err());
    assertEquals(List.of(), Instances.of(jvm.pid()), "tracing instances");
    return new SeenSpans(receiver);
  }

  private static boolean isTrouble(String line) {
    return line.matches(".*(Exception|SEVERE|ERROR).*");
  }

  @Override
  public void close() {
    receiver.close();
  }
}
