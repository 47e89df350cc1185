// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.receivers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import zipkin2.Span;
import zipkin2.codec.SpanBytesDecoder;

/** Takes spans as a Zipkin server does, and reads them with Zipkin's own decoder. */
public final class ZipkinReceiver implements AutoCloseable {

  private static final String PATH = "/api/v2/spans";

  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile int status = 202;
  private volatile long delayMillis;

  public ZipkinReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(PATH, this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
  }

  public ZipkinReceiver answering(int newStatus, long newDelayMillis) {
    status = newStatus;
    delayMillis = newDelayMillis;
    return this;
  }

  public List<Span> spans() {
    return spans;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean json =
          "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
      byte[] body = exchange.getRequestBody().readAllBytes();
      Thread.sleep(delayMillis);
      if (json && status < 300) {
        spans.addAll(SpanBytesDecoder.JSON_V2.decodeList(body));
      }
      exchange.sendResponseHeaders(json ? status : 415, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
