// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.fuzz;

import io.jftrace.tracefs.RecordedKernel;
import io.jftrace.tracefs.ring.RingBufferReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * The files of an instance, as regular files: as with {@code trace_pipe_raw}, a read of a
 * sub-buffer's size gives the next sub-buffer, and nothing at the end.
 */
final class FakeInstance {

  /** As many as an agent with much memory has. */
  private static final int SLOTS = 64;

  private final Path directory;

  FakeInstance(Path directory) {
    this.directory = directory;
  }

  /** What the reader will read of a CPU. */
  void write(int cpu, ByteArrayOutputStream subBuffers) throws IOException {
    Files.createDirectories(of(cpu));
    Files.write(of(cpu).resolve("trace_pipe_raw"), subBuffers.toByteArray());
  }

  /** What the kernel says that a CPU lost. */
  void writeStats(int cpu, long overrun, long dropped) throws IOException {
    String text =
        "entries: 0\noverrun: %d\ncommit overrun: 0\nbytes: 0\ndropped events: %d\nread events: 9\n";
    Files.writeString(of(cpu).resolve("stats"), text.formatted(overrun, dropped));
  }

  private Path of(int cpu) {
    return directory.resolve("per_cpu/cpu" + cpu);
  }

  RingBufferReader open(LongSupplier traceClock) throws IOException {
    return RingBufferReader.open(directory, RecordedKernel.SUB_BUFFER_BYTES, SLOTS, traceClock);
  }
}
