// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.sun.jna.Function;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Calls fsync a few times, while children and another JVM do. */
final class SharedLibraryApplication {

  static final int TIMES = 20;
  static final int CHILDREN = 5;
  static final String CALL = "fsync";

  private SharedLibraryApplication() {}

  /**
   * Calls fsync in between children that do, or, without a recording, until standard input ends.
   *
   * @param args those of the recording and a file; or a file alone
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 1) {
      syncUntilTheEnd(Path.of(args[0]));
      return;
    }
    Path file = Path.of(args[2]);

    Function fsync = Function.getFunction("c", "fsync");
    OwnRecording.of(
        args,
        () -> {
          for (int i = 0; i < TIMES; i++) {
            CallEvent.around(CALL, -1, () -> fsync.invokeInt(new Object[] {-1}));
            if (i % (TIMES / CHILDREN) == 0) {
              child(file);
            }
          }
        });
  }

  private static void child(Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("dd", "if=/dev/zero", "of=" + file, "bs=1", "count=1", "conv=fsync")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  /** Prints that it has begun, and how often it has called it in the end. */
  private static void syncUntilTheEnd(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      long times = 0;
      while (System.in.available() == 0) {
        channel.force(true);
        times++;
        if (times == TIMES) {
          System.out.println("begun");
        }
      }
      System.out.println(times);
    }
  }
}
