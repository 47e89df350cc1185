// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import io.jftrace.agent.e2e.AgentStart;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Waits for a socket and for a named pipe, often, and prints the socket's port. */
final class TargetsApplication {

  private static final int TIMES = 10;
  private static final int WAIT_MILLIS = 60;

  private TargetsApplication() {}

  /**
   * Waits.
   *
   * @param args the named pipe
   */
  public static void main(String[] args) throws Exception {
    AgentStart.await();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket near = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket far = server.accept()) {
      handOver(far.getOutputStream(), near.getInputStream());
      System.out.println(server.getLocalPort());
    }
    Thread writer = new Thread(() -> write(args[0]), "pipe-writer");
    writer.start();
    try (InputStream pipe = Files.newInputStream(Path.of(args[0]))) {
      while (pipe.read() >= 0) {
        // The next one takes its time.
      }
    }
    writer.join();
  }

  private static void handOver(OutputStream out, InputStream in) throws Exception {
    Thread writer = new Thread(() -> write(out), "socket-writer");
    writer.start();
    in.readNBytes(TIMES);
    writer.join();
  }

  private static void write(String file) {
    try (OutputStream out = Files.newOutputStream(Path.of(file))) {
      write(out);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(OutputStream out) {
    try {
      for (int i = 0; i < TIMES; i++) {
        Thread.sleep(WAIT_MILLIS);
        out.write(1);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
