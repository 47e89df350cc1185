// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.saved;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes the kernel do many different things. */
final class Activity implements AutoCloseable {

  private final FileChannel file;
  private final ServerSocket server;
  private final ExecutorService other = Executors.newSingleThreadExecutor();

  private Activity(FileChannel file, ServerSocket server) {
    this.file = file;
    this.server = server;
  }

  static Activity begin(Path directory) throws IOException {
    return new Activity(
        FileChannel.open(
            directory.resolve("file"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
  }

  /** A file, a connection, a hand-over between threads, a pause and a process. */
  void once() throws Exception {
    file.write(ByteBuffer.allocate(16384), 0);
    file.force(true);
    try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(1);
      accepted.getInputStream().read();
    }
    for (int i = 0; i < 50; i++) {
      other.submit(() -> {}).get();
    }
    Thread.sleep(1);
    new ProcessBuilder("true").start().waitFor();
  }

  @Override
  public void close() throws IOException {
    other.shutdown();
    server.close();
    file.close();
  }
}
