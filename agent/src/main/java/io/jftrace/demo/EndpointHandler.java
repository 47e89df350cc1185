// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Serves an endpoint, each request in a span of its own. */
final class EndpointHandler implements HttpHandler {

  private final Tracing tracing;
  private final String path;
  private final Endpoint endpoint;

  EndpointHandler(Tracing tracing, String path, Endpoint endpoint) {
    this.tracing = tracing;
    this.path = path;
    this.endpoint = endpoint;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      send(exchange, 200, tracing.request(path, endpoint::answer));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      send(exchange, 500, e.toString());
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
