// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Libraries that are compiled for a test. */
final class NativeLibraries {

  private NativeLibraries() {}

  /** Compiles a source of src/test/native; the test skips if there is no such compiler. */
  static Path compile(String compiler, String source, Path directory) throws Exception {
    Path library = directory.resolve("lib" + source.replaceFirst("\\..*", "") + ".so");
    List<String> command =
        List.of(
            compiler,
            "-O1",
            "-fno-optimize-sibling-calls",
            "-shared",
            "-fPIC",
            "-o",
            library.toString(),
            Path.of("src/test/native", source).toString());
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, e.getMessage());
      throw e;
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
    return library;
  }
}
