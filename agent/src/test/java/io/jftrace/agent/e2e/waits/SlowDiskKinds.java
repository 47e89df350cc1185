// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Set;

/** Waits for a {@link SlowDisk}, which are as long as is wanted. */
final class SlowDiskKinds {

  private static final int TIMES = 6;
  private static final int BYTES = SlowDisk.REQUEST_BYTES;

  private static final Kind FSYNC = Kind.of("slow-fsync", "fsync", "FileChannelImpl.force");
  private static final Kind READ_COLD = Kind.of("slow-read", "file-read", "FileChannelImpl.read");

  /** Its stack is not known: it is in Java, and would have to be stopped. */
  private static final Kind FAULT = Kind.of("slow-fault", "page-fault", "");

  private static final Kind FROZEN = Kind.of("frozen-write", "file-write", "FileChannelImpl.write");

  static final Set<String> NAMES =
      Set.of(FSYNC.name(), READ_COLD.name(), FAULT.name(), FROZEN.name());

  private SlowDiskKinds() {}

  /** One after the other: they share the disk's speed. */
  static void addTo(Stage stage, Path mount) {
    stage.thread("waiter-slow-disk", () -> waitForDisk(stage.truth, mount));
  }

  private static void waitForDisk(Truth truth, Path mount) throws Exception {
    ByteBuffer block = ByteBuffer.allocateDirect(BYTES);
    for (int i = 0; i < TIMES; i++) {
      // New ones: pages that were read or mapped are not dropped whenever that is asked for.
      try (FileChannel channel = coldFile(truth, mount.resolve("read-" + i), block)) {
        truth.around(READ_COLD, () -> channel.read(block.clear(), 0));
      }
      try (FileChannel channel = coldFile(truth, mount.resolve("mapped-" + i), block)) {
        MappedByteBuffer mapped = channel.map(MapMode.READ_ONLY, 0, BYTES);
        truth.around(FAULT, () -> mapped.get(0));
      }
    }
    try (FileChannel channel = FileChannel.open(mount.resolve("frozen"), CREATE, WRITE)) {
      for (int i = 0; i < TIMES; i++) {
        writeFrozen(truth, channel, block.clear(), mount);
      }
    }
  }

  /** Written to the disk, and no longer in memory. */
  private static FileChannel coldFile(Truth truth, Path file, ByteBuffer block) throws Exception {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      channel.write(block.clear());
      truth.around(FSYNC, () -> channel.force(true));
    }
    Commands.run("dd", "if=" + file, "iflag=nocache", "count=0");
    return FileChannel.open(file, READ);
  }

  /** The shell ends it by itself, whatever becomes of this JVM. */
  private static void writeFrozen(Truth truth, FileChannel channel, ByteBuffer block, Path mount)
      throws Exception {
    Process freezing =
        new ProcessBuilder(
                "sh",
                "-c",
                "fsfreeze -f \"$0\" && echo frozen && sleep 0.1; fsfreeze -u \"$0\"",
                mount.toString())
            .start();
    if (freezing.getInputStream().read() < 0) {
      throw new IOException("cannot freeze " + mount);
    }
    truth.around(FROZEN, () -> channel.write(block, 0));
    freezing.waitFor();
  }
}
