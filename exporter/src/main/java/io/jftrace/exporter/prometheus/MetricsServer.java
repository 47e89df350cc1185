// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A small HTTP/1.1 server for one page and few clients.
 *
 * <p>It is not the JDK's, {@code com.sun.net.httpserver}, because that has settings for the whole
 * JVM, such as {@code sun.net.httpserver.nodelay}, and reads them once, when the first server is
 * made. An agent's is made before the application's main runs, which would then set them in vain.
 */
final class MetricsServer implements AutoCloseable {

  /** More than one, so that a slow client does not keep others away. */
  private static final int MAX_REQUESTS = 3;

  /** Connections that the kernel holds meanwhile; they cost this process no file descriptor. */
  private static final int BACKLOG = 50;

  private static final long SWEEP_MILLIS = 500;
  private static final long JOIN_MILLIS = 1_000;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ServerSocket socket;
  private final MetricsPage page;
  private final Thread acceptor = HttpThreads.acceptor(this::acceptAll);
  private final ExecutorService requests = HttpThreads.requests(MAX_REQUESTS);
  private final Semaphore slots = new Semaphore(MAX_REQUESTS);
  private final Set<HttpExchange> open = ConcurrentHashMap.newKeySet();

  private MetricsServer(ServerSocket socket, MetricsPage page) {
    this.socket = socket;
    this.page = page;
  }

  static MetricsServer start(InetSocketAddress address, MetricsPage page) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      // Connections of a service that has just ended do not keep its successor from the port.
      socket.setReuseAddress(true);
      socket.bind(address, BACKLOG);
      MetricsServer server = new MetricsServer(socket, page);
      server.acceptor.start();
      return server;
    } catch (Throwable e) {
      socket.close();
      throw e;
    }
  }

  /** Also after it has been closed. */
  int port() {
    return socket.getLocalPort();
  }

  /** Frees the port, cuts off the requests under way and lets the threads end. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // The kernel has closed it nevertheless.
    }
    acceptor.interrupt();
    requests.shutdownNow();
    // A connection that is accepted from now on is refused by the pool.
    open.forEach(HttpExchange::close);
    // The kernel frees the port only when no thread is in accept() any more.
    try {
      acceptor.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void acceptAll() {
    while (!socket.isClosed()) {
      try {
        awaitSlot();
        accept();
      } catch (InterruptedException e) {
        // By close(), or by an application that interrupts whatever threads there are.
      } catch (Throwable e) {
        // Closed; or too little memory, or too many files open, which may be better in a moment.
        if (!socket.isClosed()) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
  }

  /** Only when somebody may wait for it is a slow exchange cut off. */
  private void awaitSlot() throws InterruptedException {
    do {
      for (HttpExchange exchange : open) {
        if (exchange.isOverdue()) {
          exchange.close();
        }
      }
    } while (!slots.tryAcquire(SWEEP_MILLIS, TimeUnit.MILLISECONDS));
  }

  private void accept() throws IOException {
    HttpExchange exchange;
    try {
      exchange = new HttpExchange(socket.accept());
    } catch (Throwable e) {
      slots.release();
      throw e;
    }
    try {
      open.add(exchange);
      requests.execute(() -> serve(exchange));
    } catch (Throwable e) {
      end(exchange);
      throw e;
    }
  }

  private void serve(HttpExchange exchange) {
    try {
      exchange.answer(page);
    } catch (Throwable e) {
      // The client sees the connection end. It must not reach the application's handler of
      // uncaught exceptions.
    } finally {
      end(exchange);
    }
  }

  private void end(HttpExchange exchange) {
    exchange.close();
    open.remove(exchange);
    slots.release();
  }
}
