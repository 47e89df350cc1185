// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A service elsewhere, as far as the demo is concerned: it takes 30 ms to answer. */
final class Downstream implements AutoCloseable {

  private static final int ANSWER_MILLIS = 30;
  private static final int TIMEOUT_MILLIS = 10_000;

  private final ServerSocket listener;
  private final Pool pool;

  Downstream(int threads) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    pool = new Pool("downstream", threads);
    for (int i = 0; i < threads; i++) {
      pool.execute(this::serve);
    }
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        Thread.sleep(ANSWER_MILLIS);
        client.getOutputStream().write("in stock\n".getBytes(StandardCharsets.UTF_8));
      } catch (SocketException e) {
        // The listener was closed, or one client went away: the loop's condition tells which.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Asks and waits for the answer. */
  String call() throws IOException {
    try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      return in.readLine();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    pool.close();
  }
}
