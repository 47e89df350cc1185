// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;

/** A lock on a file that another process holds: within one process there is no waiting for it. */
final class FileLockKind {

  private FileLockKind() {}

  static void addTo(Stage stage, Path file) throws IOException {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                FileLockKind.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    FileChannel channel = FileChannel.open(file, CREATE, WRITE);
    FileLock[] lock = new FileLock[1];
    stage.pair(
        Kind.of("file-lock", "file-lock", "FileChannelImpl.lock"),
        around -> {
          around.call(() -> lock[0] = channel.lock());
          lock[0].release();
        },
        meanwhile -> {
          tell(holder);
          meanwhile.run();
          tell(holder);
        });
  }

  private static void tell(Process holder) throws IOException {
    holder.getOutputStream().write('\n');
    holder.getOutputStream().flush();
    if (holder.getInputStream().read() < 0) {
      throw new IOException("the lock's holder has ended");
    }
  }

  /** The holder: locks and unlocks in turns, when it is told to, until its input ends. */
  public static void main(String[] args) throws IOException {
    try (FileChannel channel = FileChannel.open(Path.of(args[0]), CREATE, WRITE)) {
      while (System.in.read() >= 0) {
        FileLock lock = channel.lock();
        answer();
        if (System.in.read() >= 0) {
          lock.release();
          answer();
        }
      }
    }
  }

  private static void answer() {
    System.out.write('\n');
    System.out.flush();
  }
}
