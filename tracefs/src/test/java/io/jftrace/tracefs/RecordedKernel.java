// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What other kernels wrote: their event formats, and the sub-buffers of a short recording. */
public record RecordedKernel(String name) {

  /** All of x86-64; the last has event formats only. */
  public static final List<RecordedKernel> ALL =
      Stream.of("linux-6.1", "linux-6.12", "linux-6.18").map(RecordedKernel::new).toList();

  /** The size of their sub-buffers. */
  public static final int SUB_BUFFER_BYTES = 4096;

  private static final Path KERNELS = Path.of("src", "test", "resources", "kernels");

  private Path directory() {
    return KERNELS.resolve(name);
  }

  /** A directory laid out as tracefs' {@code events/}. */
  public Path events() {
    return directory().resolve("events");
  }

  /** The kernel's own text of the recording. */
  public Path text() {
    return directory().resolve("trace.txt");
  }

  /** What {@code uname -r} printed. */
  public String release() throws IOException {
    return Files.readString(directory().resolve("uname")).strip();
  }

  /** The files of sub-buffers, one a CPU; empty if there is no recording. */
  public List<Path> recordings() {
    return IntStream.range(0, 2)
        .mapToObj(cpu -> directory().resolve("cpu" + cpu + ".pages"))
        .filter(Files::isRegularFile)
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
