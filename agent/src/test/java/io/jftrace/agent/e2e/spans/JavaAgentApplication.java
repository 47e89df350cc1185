// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jftrace.agent.e2e.AgentStart;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has the OpenTelemetry Java agent: an HTTP server whose handlers leave their work to pools, a
 * client, and spans of its own. Argument: a file to write.
 */
public final class JavaAgentApplication {

  static final int CALLS = 20;
  static final int SLEEP_MILLIS = 20;

  /** Spans of the application's own. */
  static final String CLIENT = "calls the server";

  static final String TASK = "task of a pool";

  /** Prefixes of the names of threads. */
  static final String SERVER_POOL = "server-";

  static final String TASK_POOL = "tasks-";
  static final String FUTURE_POOL = "futures-";

  private final Tracer tracer = GlobalOpenTelemetry.getTracer("test");
  private final ExecutorService serverPool = Executors.newFixedThreadPool(2, named(SERVER_POOL));
  private final ExecutorService taskPool = Executors.newFixedThreadPool(2, named(TASK_POOL));
  private final ExecutorService futurePool = Executors.newFixedThreadPool(2, named(FUTURE_POOL));

  private JavaAgentApplication() {}

  public static void main(String[] args) throws Exception {
    Requests.run(GlobalOpenTelemetry.getTracer("test"), Path.of(args[0]));
    AgentStart.await();
    new JavaAgentApplication().callAndServe();
    Phases.awaitEnd();
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private void callAndServe() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(serverPool);
    server.start();
    try {
      URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      HttpClient client = HttpClient.newHttpClient();
      for (int i = 0; i < CALLS; i++) {
        inSpan(
            CLIENT,
            () -> client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()));
      }
    } finally {
      server.stop(0);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      sleep();
      CompletableFuture<Void> future =
          CompletableFuture.runAsync(JavaAgentApplication::sleep, futurePool)
              .thenRunAsync(JavaAgentApplication::sleep, futurePool);
      taskPool.submit(() -> inSpan(TASK, Executors.callable(JavaAgentApplication::sleep))).get();
      future.get();
      exchange.sendResponseHeaders(204, -1);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private <T> T inSpan(String name, Callable<T> work) throws Exception {
    Span span = tracer.spanBuilder(name).startSpan();
    try (Scope scope = span.makeCurrent()) {
      return work.call();
    } finally {
      span.end();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(SLEEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
