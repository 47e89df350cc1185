// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * Connecting where nobody accepts: once the queue of connections is full the kernel drops who wants
 * to join it, and who connects tries again after a second. So there are few of these.
 */
final class ConnectKinds {

  private static final int TIMES = 2;
  private static final int FULL_MILLIS = 200;
  private static final int LONG_MILLIS = 30_000;

  private ConnectKinds() {}

  static void addTo(Stage stage) {
    add(stage, "connect", 0);
    add(stage, "connect-timeout", LONG_MILLIS);
  }

  private static void add(Stage stage, String name, int timeoutMillis) {
    Kind kind = Kind.of(name, "connect", "NioSocketImpl.connect");
    stage.thread(
        kind.waiterThread(),
        () -> {
          for (int i = 0; i < TIMES; i++) {
            connect(stage.truth, kind, timeoutMillis);
          }
        });
  }

  private static void connect(Truth truth, Kind kind, int timeoutMillis) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket()) {
      List<Socket> queued = fill(server);
      Thread accepter = new Thread(() -> accept(server, queued.size()), "accepter");
      accepter.start();
      truth.around(kind, () -> socket.connect(server.getLocalSocketAddress(), timeoutMillis));
      accepter.join();
      for (Socket other : queued) {
        other.close();
      }
    }
  }

  private static List<Socket> fill(ServerSocket server) throws IOException {
    List<Socket> queued = new ArrayList<>();
    while (true) {
      Socket socket = new Socket();
      try {
        socket.connect(server.getLocalSocketAddress(), FULL_MILLIS);
        queued.add(socket);
      } catch (SocketTimeoutException e) {
        socket.close();
        return queued;
      }
    }
  }

  private static void accept(ServerSocket server, int count) {
    try {
      Thread.sleep(FULL_MILLIS);
      for (int i = 0; i < count; i++) {
        server.accept().close();
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
