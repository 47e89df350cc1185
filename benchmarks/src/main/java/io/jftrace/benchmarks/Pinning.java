// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps single threads to one CPU; whatever else is in the process may run on the others. */
final class Pinning {

  private Pinning() {}

  /** The id that the kernel has for the calling thread. */
  static String ownTid() throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
  }

  static void pin(String tid, String cpu) throws IOException, InterruptedException {
    Process taskset =
        new ProcessBuilder("taskset", "-pc", cpu, tid)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (taskset.waitFor() != 0) {
      throw new IOException("cannot pin thread " + tid + " to CPU " + cpu);
    }
  }
}
