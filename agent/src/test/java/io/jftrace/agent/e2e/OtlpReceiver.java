// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Receives spans by OTLP over HTTP, as a collector does. */
public final class OtlpReceiver implements AutoCloseable {

  /** The instrumentation scope of the agent's spans. */
  public static final String AGENTS_SCOPE = "io.jftrace";

  private static final int OK = 200;

  /**
   * How a request is answered.
   *
   * @param status 0: not at all, the connection is closed
   */
  public record Answer(int status, Duration delay) {}

  /** A request that was answered with success. */
  public record Arrival(Instant time, ExportTraceServiceRequest request) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Arrival> arrivals = new ArrayList<>();
  private volatile Answer answerToAgent = new Answer(OK, Duration.ZERO);

  public OtlpReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::receive);
    // One slow request must not hold up the others.
    server.setExecutor(threads);
    server.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Instant now = Instant.now();
      ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
      Answer answer = isAgents(request) ? answerToAgent : new Answer(OK, Duration.ZERO);
      Thread.sleep(answer.delay.toMillis());
      if (answer.status == OK) {
        synchronized (arrivals) {
          arrivals.add(new Arrival(now, request));
        }
      }
      if (answer.status != 0) {
        exchange.sendResponseHeaders(answer.status, -1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it has spans of the agent; a request has those of one exporter. */
  public static boolean isAgents(ExportTraceServiceRequest request) {
    return request.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .anyMatch(scope -> scope.getScope().getName().equals(AGENTS_SCOPE));
  }

  /** How the agent's requests are answered from now on; the application's succeed. */
  public void answerToAgent(Answer answer) {
    answerToAgent = answer;
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** In the order of their arrival. */
  public List<Arrival> arrivals() {
    synchronized (arrivals) {
      return List.copyOf(arrivals);
    }
  }

  public List<ExportTraceServiceRequest> requests() {
    return arrivals().stream().map(Arrival::request).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
