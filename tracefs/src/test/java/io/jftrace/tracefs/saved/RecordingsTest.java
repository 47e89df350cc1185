// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.saved;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recordings of other kernels, each with the kernel's own text of the same events: line by line the
 * same, with task, CPU, flags, time, event and fields.
 */
class RecordingsTest {

  private static final Path KERNELS = Path.of("src/test/resources/kernels");

  static List<Path> recordings() throws IOException {
    try (Stream<Path> kernels = Files.list(KERNELS)) {
      return kernels.filter(k -> Files.exists(k.resolve("trace.txt"))).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void areTheKernelsText(Path kernel) throws IOException {
    Recording recording = new Recording(kernel);
    List<String> expected = recording.text();
    List<String> lines = recording.decode();
    for (int i = 0; i < Math.min(expected.size(), lines.size()); i++) {
      assertEquals(expected.get(i), lines.get(i), "line " + (i + 1));
    }
    assertEquals(expected.size(), lines.size());
    assertEquals("", recording.malformed());
    System.out.println(recording + ": " + lines.size() + " lines equal");
  }
}
