// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jftrace.agent.TestJvm.Result;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An application that runs, until its standard input ends if it is one that heeds it. */
public final class ChildJvm implements AutoCloseable {

  static final String WORK = "work";
  static final String TMP = "tmp";
  static final String HOME = "home";
  static final String OUT = "out";
  static final String ERR = "err";

  /** Those that are empty when it starts. */
  static final List<String> DIRECTORIES = List.of(WORK, TMP, HOME);

  private final Path directory;
  private final Process process;
  private final boolean hasAgent;

  ChildJvm(Path directory, Process process, boolean hasAgent) {
    this.directory = directory;
    this.process = process;
    this.hasAgent = hasAgent;
  }

  boolean hasAgent() {
    return hasAgent;
  }

  public Process process() {
    return process;
  }

  public long pid() {
    return process.pid();
  }

  public String out() throws IOException {
    return Files.readString(directory.resolve(OUT));
  }

  /** The complete lines that it has printed on standard error so far. */
  public List<String> errLines() throws IOException {
    String err = Files.readString(directory.resolve(ERR));
    return err.substring(0, err.lastIndexOf('\n') + 1).lines().toList();
  }

  /** Returns when the agent traces. */
  public StartLine awaitStart() throws Exception {
    Await.until(
        () -> startLine().isPresent() || !process.isAlive(),
        () -> "no start line in " + directory.resolve(ERR));
    return startLine().orElseThrow(() -> new AssertionError("no start line: " + errText()));
  }

  private Optional<StartLine> startLine() throws IOException {
    return errLines().stream().flatMap(line -> StartLine.parse(line).stream()).findAny();
  }

  private String errText() {
    try {
      return errLines().toString();
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Lets the application end, by the end of its standard input. */
  public Result end() throws IOException, InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already.
    }
    return ended();
  }

  /**
   * Sends SIGTERM, once the application has printed something: a JVM that is still starting, and
   * its recording with it, ends otherwise. The agent may have started before.
   */
  Result terminate() throws Exception {
    Await.until(() -> !out().isEmpty() || !process.isAlive(), () -> "nothing printed");
    // Process.destroy would also end its standard input.
    process.toHandle().destroy();
    return ended();
  }

  /** Waits for its end. */
  public Result ended() throws IOException, InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("still running; " + errLines());
    }
    return new Result(process.exitValue(), out(), Files.readString(directory.resolve(ERR)));
  }

  /** Fails if anything is left of the agent in the kernel, the file system or the network. */
  public void assertNothingIsLeft() throws IOException {
    assertEquals(List.of(), Instances.of(pid()), "tracing instances");
    assertEquals(List.of(), Instances.probesOf(pid()), "probes");
    assertNoFiles();
    Optional<URI> metrics = startLine().flatMap(StartLine::metrics);
    if (metrics.isPresent()) {
      URI address = metrics.get();
      assertThrows(
          ConnectException.class,
          () -> new Socket(address.getHost(), address.getPort()).close(),
          address.toString());
    }
  }

  /** Fails if it has left anything in its directories. */
  public void assertNoFiles() throws IOException {
    List<Path> left = new ArrayList<>();
    for (String name : DIRECTORIES) {
      Path root = directory.resolve(name);
      try (Stream<Path> files = Files.walk(root)) {
        files.filter(file -> !file.equals(root)).forEach(left::add);
      }
    }
    assertEquals(List.of(), left, "files and directories");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
