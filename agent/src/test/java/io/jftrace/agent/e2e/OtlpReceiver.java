// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Receives spans by OTLP over HTTP, as a collector does. */
public final class OtlpReceiver implements AutoCloseable {

  private final HttpServer server;
  private final List<byte[]> bodies = new ArrayList<>();

  public OtlpReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::receive);
    server.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    synchronized (bodies) {
      bodies.add(body);
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<ExportTraceServiceRequest> requests() throws InvalidProtocolBufferException {
    List<ExportTraceServiceRequest> requests = new ArrayList<>();
    synchronized (bodies) {
      for (byte[] body : bodies) {
        requests.add(ExportTraceServiceRequest.parseFrom(body));
      }
    }
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
