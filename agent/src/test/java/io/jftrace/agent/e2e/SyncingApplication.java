// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An application with a thread that writes a file and waits for the disk, often. Prints that
 * thread's id and the bytes that the kernel booked as written by it, and ends with its input.
 */
final class SyncingApplication {

  static final String POOL = "syncer";
  private static final int WRITES = 200;
  private static final int WRITE_BYTES = 64 << 10;

  private SyncingApplication() {}

  public static void main(String[] args) throws Exception {
    AgentStart.await();
    Thread syncer = new Thread(() -> writeOften(Path.of(args[0])), POOL + "-1");
    syncer.start();
    syncer.join();
    while (System.in.read() >= 0) {
      // Nothing to be told.
    }
  }

  private static void writeOften(Path file) {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      String tid = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
      ByteBuffer block = ByteBuffer.allocateDirect(WRITE_BYTES);
      long before = bookedBytes();
      for (int i = 0; i < WRITES; i++) {
        channel.write(block.clear());
        channel.force(true);
      }
      System.out.println(tid + " " + (bookedBytes() - before));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As it makes pages dirty, not when they are written. */
  private static long bookedBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/thread-self/io")).stream()
        .filter(line -> line.startsWith("write_bytes: "))
        .mapToLong(line -> Long.parseLong(line.substring("write_bytes: ".length())))
        .sum();
  }
}
