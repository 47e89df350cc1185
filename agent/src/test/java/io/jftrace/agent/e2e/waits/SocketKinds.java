// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Sockets whose peer takes its time. */
final class SocketKinds {

  private static final int LONG_MILLIS = 10_000;
  private static final int SOCKET_BUFFER_BYTES = 64 << 10;
  private static final byte[] MORE_THAN_BUFFERS = new byte[1 << 20];

  private SocketKinds() {}

  /** Two ends of a connection. */
  private record Connection(SocketChannel near, SocketChannel far) {

    static Connection open() throws IOException {
      try (ServerSocketChannel server = ServerSocketChannel.open()) {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        SocketChannel near = SocketChannel.open(server.getLocalAddress());
        return new Connection(near, server.accept());
      }
    }
  }

  static void addTo(Stage stage) throws IOException {
    addRead(stage, "socket-read", 0);
    addRead(stage, "socket-read-timeout", LONG_MILLIS);
    addChannelRead(stage, Connection.open());
    addWrite(stage);
    addAccept(stage, "accept", 0);
    addAccept(stage, "accept-timeout", LONG_MILLIS);
    addAcceptInVain(stage);
    addSelect(stage, Selector.open());
    addDatagram(stage);
  }

  private static void addRead(Stage stage, String name, int timeoutMillis) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket near = new Socket(server.getInetAddress(), server.getLocalPort());
      Socket far = server.accept();
      near.setSoTimeout(timeoutMillis);
      stage.pair(
          Kind.of(name, "socket-read", "NioSocketImpl."),
          around -> around.call(near.getInputStream()::read),
          meanwhile -> {
            meanwhile.run();
            far.getOutputStream().write(1);
          });
    }
  }

  private static void addChannelRead(Stage stage, Connection connection) {
    ByteBuffer received = ByteBuffer.allocateDirect(1);
    stage.pair(
        Kind.of("channel-read", "socket-read", "SocketChannelImpl.read"),
        around -> around.call(() -> connection.near().read(received.clear())),
        meanwhile -> {
          meanwhile.run();
          connection.far().write(ByteBuffer.allocate(1));
        });
  }

  private static void addWrite(Stage stage) throws IOException {
    try (ServerSocket server = new ServerSocket()) {
      server.setReceiveBufferSize(SOCKET_BUFFER_BYTES);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      Socket near = new Socket();
      near.setSendBufferSize(SOCKET_BUFFER_BYTES);
      near.connect(server.getLocalSocketAddress());
      Socket far = server.accept();
      stage.pair(
          Kind.of("socket-write", "socket-write", "NioSocketImpl."),
          around -> around.call(() -> near.getOutputStream().write(MORE_THAN_BUFFERS)),
          meanwhile -> {
            meanwhile.run();
            // After 40 ms an acknowledgement that was held back makes some room.
            stage.profile.rest(0);
            far.getInputStream().readNBytes(MORE_THAN_BUFFERS.length);
          });
    }
  }

  private static void addAccept(Stage stage, String name, int timeoutMillis) throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    server.setSoTimeout(timeoutMillis);
    Socket[] accepted = new Socket[1];
    stage.pair(
        Kind.of(name, "accept", "NioSocketImpl.accept"),
        around -> {
          around.call(() -> accepted[0] = server.accept());
          accepted[0].close();
        },
        meanwhile -> {
          meanwhile.run();
          new Socket(server.getInetAddress(), server.getLocalPort()).close();
        });
  }

  private static void addAcceptInVain(Stage stage) throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    stage.alone(
        Kind.of("accept-in-vain", "accept", "NioSocketImpl.accept"),
        (around, millis) -> {
          server.setSoTimeout(millis);
          around.call(() -> acceptInVain(server));
        });
  }

  private static void acceptInVain(ServerSocket server) throws IOException {
    try {
      server.accept().close();
      throw new IllegalStateException("somebody has connected");
    } catch (SocketTimeoutException e) {
      // Nobody was to come.
    }
  }

  private static void addSelect(Stage stage, Selector selector) {
    stage.pair(
        Kind.of("selector", "poll", "SelectorImpl.select"),
        around -> around.call(selector::select),
        meanwhile -> {
          meanwhile.run();
          selector.wakeup();
        });
  }

  private static void addDatagram(Stage stage) throws IOException {
    DatagramSocket near = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    DatagramSocket far = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    DatagramPacket received = new DatagramPacket(new byte[1], 1);
    stage.pair(
        Kind.of("datagram", "socket-read", "DatagramChannelImpl."),
        around -> around.call(() -> near.receive(received)),
        meanwhile -> {
          meanwhile.run();
          far.send(new DatagramPacket(new byte[1], 1, near.getLocalSocketAddress()));
        });
  }
}
