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
import java.util.Random;

/** Files on a disk: how long they take is the disk's affair, and on a fast one it is not long. */
final class FileKinds {

  private static final int PAGE_BYTES = 4096;

  private static final Kind FSYNC = Kind.of("fsync", "fsync", "FileChannelImpl.force");
  private static final Kind READ_COLD = Kind.of("file-read", "file-read", "FileChannelImpl.read");
  private static final Kind FAULT = Kind.of("page-fault", "page-fault", "FileKinds.touch");

  private FileKinds() {}

  static void addTo(Stage stage, Path directory) {
    ByteBuffer content = noise(stage.profile.fileBytes());
    stage.thread(FSYNC.waiterThread(), () -> sync(stage, directory.resolve("synced"), content));
    stage.thread(
        READ_COLD.waiterThread(), () -> readCold(stage, directory.resolve("read"), content));
    stage.thread(
        FAULT.waiterThread(), () -> touchCold(stage, directory.resolve("mapped"), content));
  }

  /** Outside of the heap, where it gives the garbage collector no work. */
  private static ByteBuffer noise(int bytes) {
    Random random = new Random(bytes);
    ByteBuffer noise = ByteBuffer.allocateDirect(bytes);
    while (noise.hasRemaining()) {
      noise.putLong(random.nextLong());
    }
    return noise.flip();
  }

  private static void sync(Stage stage, Path file, ByteBuffer content) throws Exception {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      for (int i = 0; i < stage.profile.diskCount(); i++) {
        fill(channel, content);
        stage.truth.around(FSYNC, () -> channel.force(true));
      }
    }
  }

  private static void readCold(Stage stage, Path file, ByteBuffer content) throws Exception {
    ByteBuffer read = ByteBuffer.allocateDirect(stage.profile.fileBytes());
    for (int i = 0; i < stage.profile.diskCount(); i++) {
      makeCold(file, content);
      try (FileChannel channel = FileChannel.open(file, READ)) {
        stage.truth.around(READ_COLD, () -> channel.read(read.clear(), 0));
      }
    }
  }

  private static void touchCold(Stage stage, Path file, ByteBuffer content) throws Exception {
    for (int i = 0; i < stage.profile.diskCount(); i++) {
      makeCold(file, content);
      try (FileChannel channel = FileChannel.open(file, READ)) {
        MappedByteBuffer mapped = channel.map(MapMode.READ_ONLY, 0, stage.profile.fileBytes());
        stage.truth.around(FAULT, () -> touch(mapped));
      }
    }
  }

  private static int touch(MappedByteBuffer mapped) {
    int sum = 0;
    for (int at = 0; at < mapped.capacity(); at += PAGE_BYTES) {
      sum += mapped.get(at);
    }
    return sum;
  }

  /** Written to the disk, and no longer in memory. */
  private static void makeCold(Path file, ByteBuffer content) throws Exception {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      fill(channel, content);
      channel.force(true);
    }
    Commands.run("dd", "if=" + file, "iflag=nocache", "count=0");
  }

  private static void fill(FileChannel channel, ByteBuffer content) throws IOException {
    ByteBuffer rest = content.duplicate();
    channel.position(0);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }
}
