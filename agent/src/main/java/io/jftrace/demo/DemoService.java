// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The service: an HTTP server on a loopback port, its worker pool, its endpoints. */
final class DemoService implements AutoCloseable {

  private static final int WORKERS = 12;

  private final HttpServer server;
  private final Pool workers;
  private final Backends backends;
  private final Map<String, Endpoint> endpoints;

  private DemoService(HttpServer server, Pool workers, Backends backends, Tracing tracing) {
    this.server = server;
    this.workers = workers;
    this.backends = backends;
    this.endpoints = new Endpoints(backends, tracing).byPath();
    endpoints.forEach(
        (path, endpoint) ->
            server.createContext(path, new EndpointHandler(tracing, path, endpoint)));
    server.setExecutor(workers);
  }

  static DemoService start(Tracing tracing, Path directory) throws IOException {
    // Without it each answer waits 40 ms for a delayed acknowledgement, which hides everything.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Backends backends = new Backends(directory);
    DemoService service =
        new DemoService(
            HttpServer.create(anyPort, 0), new Pool("http-worker", WORKERS), backends, tracing);
    service.server.start();
    return service;
  }

  String url() {
    InetSocketAddress address = server.getAddress();
    return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  List<String> paths() {
    return List.copyOf(endpoints.keySet());
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    workers.close();
    backends.close();
  }
}
