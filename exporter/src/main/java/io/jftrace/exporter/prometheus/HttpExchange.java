// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** A connection, which is for one request and its response. */
final class HttpExchange {

  /** For each read. */
  private static final int READ_TIMEOUT_MILLIS = 5_000;

  /** For the whole, as the timeout leaves out those who send, or read, a little at a time. */
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int DRAIN_MILLIS = 500;

  private final Socket client;
  private final long startNanos = System.nanoTime();

  HttpExchange(Socket client) {
    this.client = client;
  }

  /** Throws if the client has gone, or will not be answered for lack of memory. */
  void answer(MetricsPage page) throws IOException {
    client.setSoTimeout(READ_TIMEOUT_MILLIS);
    client.setTcpNoDelay(true);
    boolean withBody = true;
    HttpResponse response;
    try {
      HttpRequest request = HttpRequestReader.read(client.getInputStream());
      withBody = !request.isHead();
      response = page.answer(request);
    } catch (HttpException e) {
      response = HttpResponse.of(e.status(), e.getMessage());
    } catch (SocketTimeoutException e) {
      response = HttpResponse.of(HttpStatus.REQUEST_TIMEOUT, "the request took too long");
    }
    response.write(client.getOutputStream(), withBody);
    if (response.status() != HttpStatus.OK) {
      drain();
    }
  }

  /** For any thread: whether others may have waited long enough for this one. */
  boolean isOverdue() {
    return System.nanoTime() - startNanos > MAX_NANOS;
  }

  /** For any thread; one that waits for the client stops doing so. */
  void close() {
    try {
      client.close();
    } catch (IOException e) {
      // It is closed for us nevertheless.
    }
  }

  /**
   * Reads what the client still sends. Closing a connection with bytes unread resets it, and the
   * client might lose the response that tells what was wrong.
   */
  private void drain() throws IOException {
    client.shutdownOutput();
    client.setSoTimeout(DRAIN_MILLIS);
    InputStream in = client.getInputStream();
    long untilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS);
    byte[] ignored = new byte[HttpRequestReader.MAX_BYTES];
    while (in.read(ignored) >= 0 && System.nanoTime() - untilNanos < 0) {
      // Until the client has closed its side, or a moment has passed.
    }
  }
}
