// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The JDK's HTTP server on threads that an application need not notice. */
final class HttpThreads {

  private static final String PREFIX = "jftrace-http";

  /** More than one, so that a client that does not read its answer does not keep others away. */
  private static final int MAX_REQUESTS = 3;

  private static final int BACKLOG = 3;
  private static final long IDLE_SECONDS = 30;

  private static final Map<String, String> LIBRARY_PROPERTIES =
      Map.of("sun.net.httpserver.maxReqTime", "60", "sun.net.httpserver.maxRspTime", "600");

  private HttpThreads() {}

  /** A pool that has no thread while nobody asks. */
  static ExecutorService newExecutor() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            MAX_REQUESTS,
            MAX_REQUESTS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> daemon(null, task, PREFIX + "-" + number.incrementAndGet()));
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /**
   * A server that runs. Its own threads inherit their group and being a daemon from the thread that
   * starts it, hence one for that; their names can only be set afterwards.
   */
  static HttpServer listen(
      InetSocketAddress address, CollectorRegistry registry, ExecutorService requests)
      throws IOException {
    ThreadGroup group = new ThreadGroup(PREFIX);
    Callable<HttpServer> start = () -> started(address, registry, requests);
    FutureTask<HttpServer> task = new FutureTask<>(start);
    daemon(group, task, PREFIX + "-start").start();
    HttpServer server = get(task);
    Thread[] threads = new Thread[2 + group.activeCount()];
    int count = group.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (!threads[i].getName().startsWith(PREFIX)) {
        threads[i].setName(PREFIX + "-" + threads[i].getName());
      }
    }
    return server;
  }

  private static HttpServer started(
      InetSocketAddress address, CollectorRegistry registry, ExecutorService requests)
      throws IOException {
    HttpServer server = HttpServer.create(address, BACKLOG);
    server.createContext(MetricsHandler.PATH, metricsHandler(registry));
    server.setExecutor(requests);
    server.start();
    return server;
  }

  /**
   * The initializer of simpleclient's server sets properties that bound the requests of every HTTP
   * server in the JVM. They have no effect once one server has been made, and go at once.
   */
  private static MetricsHandler metricsHandler(CollectorRegistry registry) {
    Properties properties = System.getProperties();
    Map<String, String> theirs = new HashMap<>(LIBRARY_PROPERTIES);
    theirs.keySet().removeIf(properties::containsKey);
    try {
      MethodHandles.lookup().ensureInitialized(HTTPServer.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    theirs.forEach(properties::remove);
    return new MetricsHandler(registry);
  }

  private static HttpServer get(FutureTask<HttpServer> task) throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static Thread daemon(ThreadGroup group, Runnable task, String name) {
    Thread thread = new Thread(group, task, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(HttpThreads.class.getClassLoader());
    return thread;
  }
}
