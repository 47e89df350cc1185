// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.agent.TestJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's kernels under QEMU: see src/test/lab/run-in-kernel. */
final class KernelLab {

  private static final Path SCRIPT = Path.of("src/test/lab/run-in-kernel");
  private static final int LIMIT_SECONDS = 240;

  /** The first time, the kernel is downloaded. */
  private static final int DOWNLOAD_SECONDS = 600;

  private static final int UNAVAILABLE = 69;

  private KernelLab() {}

  /**
   * Runs a command in a kernel; skips the test, with the reason, where this is impossible.
   *
   * @param directory what is written in it, and nothing else, is there afterwards
   */
  static TestJvm.Result run(String kernelPackage, Path directory, List<String> command)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.add(SCRIPT.toAbsolutePath().toString());
    all.addAll(List.of(kernelPackage, Integer.toString(LIMIT_SECONDS), directory.toString()));
    all.addAll(command);
    Path out = directory.resolve("lab.out");
    Path err = directory.resolve("lab.err");
    Process lab =
        new ProcessBuilder(all).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      if (!lab.waitFor(LIMIT_SECONDS + DOWNLOAD_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("still running: " + all);
      }
    } finally {
      // Which ends QEMU as well.
      lab.destroy();
    }
    String errText = Files.readString(err);
    assumeTrue(lab.exitValue() != UNAVAILABLE, errText.strip());
    return new TestJvm.Result(lab.exitValue(), Files.readString(out), errText);
  }
}
