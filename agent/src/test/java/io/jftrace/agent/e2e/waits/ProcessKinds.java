// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;

/** Pipes, and other processes. */
final class ProcessKinds {

  /** Without the process id that later JDKs add. */
  static final String REAPER = "process reaper";

  private static final Kind OUTPUT = Kind.of("process-output", "pipe", "FileInputStream.read");

  /** The JDK has a thread of its own that waits for the process, and tells the others. */
  private static final Kind WAIT_FOR = Kind.of("wait-for", "queue", "ProcessImpl.waitFor");

  private static final Kind REAPED =
      Kind.of("process-reaper", "child-process", "ProcessHandleImpl.waitForProcessExit");

  /** The process is to live on when this JVM gets to wait for it. */
  private static final long START_NANOS = 5_000_000;

  private ProcessKinds() {}

  static void addTo(Stage stage, Path directory) throws Exception {
    stage.thread("waiter-process", () -> awaitProcesses(stage));
    addNamedPipe(stage, directory.resolve("fifo"));
  }

  /** One process at a time, so that it is clear which one the reaper waits for. */
  private static void awaitProcesses(Stage stage) throws Exception {
    for (int i = 0; i < 2 * stage.profile.count(); i++) {
      double seconds = (stage.profile.waitNanos(i / 2) + START_NANOS) / 1e9;
      // The reaper of the last one is to be at rest, or its rest would be taken for this wait.
      stage.profile.rest(0);
      Truth.Open reaping = stage.truth.open();
      Process process =
          new ProcessBuilder("sleep", String.format(Locale.ROOT, "%.4f", seconds)).start();
      reaping.waits();
      if (i % 2 == 0) {
        stage.truth.around(OUTPUT, process.getInputStream()::read);
        process.waitFor();
      } else {
        stage.truth.around(WAIT_FOR, process::waitFor);
      }
      reaping.end(REAPED, REAPER);
    }
  }

  private static void addNamedPipe(Stage stage, Path fifo) throws Exception {
    Commands.run("mkfifo", fifo.toString());
    InputStream[] near = new InputStream[1];
    OutputStream[] far = new OutputStream[1];
    stage.pair(
        Kind.of("named-pipe", "pipe", "FileInputStream.read"),
        around -> {
          near[0] = near[0] == null ? new FileInputStream(fifo.toFile()) : near[0];
          around.call(near[0]::read);
        },
        meanwhile -> {
          meanwhile.run();
          far[0] = far[0] == null ? new FileOutputStream(fifo.toFile()) : far[0];
          far[0].write(1);
        });
  }
}
