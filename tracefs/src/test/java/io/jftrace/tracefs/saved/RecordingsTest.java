// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.saved;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recordings of other kernels, each with the kernel's own text of the same events: line by line the
 * same, with task, CPU, flags, time, event and fields. And what the sub-buffers say was lost is
 * what the kernel counted.
 */
class RecordingsTest {

  private static final Path KERNELS = Path.of("src/test/resources/kernels");
  private static final Path ARCHIVES = Path.of("src/test/resources/recordings");

  static List<Path> recordings() throws IOException {
    return list(KERNELS).filter(k -> Files.exists(k.resolve("trace.txt"))).toList();
  }

  static List<Path> archives() throws IOException {
    return list(ARCHIVES).filter(a -> a.toString().endsWith(".zip")).toList();
  }

  private static Stream<Path> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void areTheKernelsText(Path kernel) throws IOException {
    compare(kernel.getFileName().toString(), new Recording(kernel));
  }

  @ParameterizedTest
  @MethodSource("archives")
  void ofOddKernelsAreTheKernelsText(Path archive) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(archive)) {
      compare(archive.getFileName().toString(), new Recording(files.getPath("/")));
    }
  }

  private static void compare(String name, Recording recording) throws IOException {
    List<String> expected = recording.text();
    List<String> lines = recording.decode();
    Set<String> notUnderstood = recording.notUnderstood();
    int compared = 0;
    assertEquals(expected.size(), lines.size());
    for (int i = 0; i < lines.size(); i++) {
      if (notUnderstood.stream().noneMatch(lines.get(i)::contains)) {
        assertEquals(expected.get(i), lines.get(i), "line " + (i + 1));
        compared++;
      }
    }
    assertTrue(compared > 0.98 * lines.size(), compared + " of " + lines.size());
    assertEquals("", recording.malformed());
    Map<Integer, Long> lost = recording.lost();
    recording
        .overruns()
        .forEach(
            (cpu, count) -> {
              // Where a sub-buffer has no room for the count, it is not known.
              long told = lost.getOrDefault(cpu, 0L);
              assertTrue(told == count || (told == -1 && count > 0), cpu + ": " + told);
            });
    System.out.printf("%s: %d of %d lines equal, lost %s%n", name, compared, lines.size(), lost);
  }
}
