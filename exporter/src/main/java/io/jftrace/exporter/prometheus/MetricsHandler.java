// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer.HTTPMetricHandler;
import java.io.IOException;

/** Serves exactly {@code /metrics}; whatever goes wrong ends with the request. */
final class MetricsHandler implements HttpHandler {

  static final String PATH = "/metrics";

  private static final int NOT_FOUND = 404;
  private static final int INTERNAL_ERROR = 500;

  private final HttpHandler metrics;

  MetricsHandler(CollectorRegistry registry) {
    this.metrics = new HTTPMetricHandler(registry);
  }

  // An error must not reach the application's handler of uncaught exceptions.
  @Override
  public void handle(HttpExchange exchange) {
    try {
      if (exchange.getRequestURI().getPath().equals(PATH)) {
        metrics.handle(exchange);
      } else {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
      }
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      failed(exchange);
    } finally {
      exchange.close();
    }
  }

  private static void failed(HttpExchange exchange) {
    try {
      exchange.sendResponseHeaders(INTERNAL_ERROR, -1);
    } catch (IOException e) {
      // The answer had begun, or nobody listens any more: closing the exchange is all there is.
    }
  }
}
