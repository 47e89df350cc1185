// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.GaugeMetricFamily;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricsServerTest {

  private static final String GET = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String PAGE =
      """
      # HELP first 1
      # TYPE first gauge
      first 1.0
      # HELP second 2
      # TYPE second gauge
      second 2.0
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private volatile Runnable beforeCollect = () -> {};
  private volatile String help = "1";
  private MetricsServer server;

  @BeforeEach
  void start() throws IOException {
    CollectorRegistry registry = new CollectorRegistry();
    registry.register(
        new Collector() {
          @Override
          public List<MetricFamilySamples> collect() {
            beforeCollect.run();
            return List.of(
                new GaugeMetricFamily("first", help, 1), new GaugeMetricFamily("second", "2", 2));
          }
        });
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = MetricsServer.start(anyPort, new MetricsPage(registry));
    beforeCollect = () -> {};
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void responseSaysWhatItIs() throws IOException {
    assertEquals(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
            + "Content-Length: "
            + PAGE.length()
            + "\r\nConnection: close\r\n\r\n"
            + PAGE,
        RawClient.exchange(server.port(), GET));
  }

  @Test
  void headIsGetWithoutBody() throws Exception {
    String response = RawClient.exchange(server.port(), GET.replace("GET", "HEAD"));
    assertTrue(response.startsWith("HTTP/1.1 200 OK\r\n"), response);
    assertTrue(response.contains("\r\nContent-Length: " + PAGE.length() + "\r\n"), response);
    assertTrue(response.endsWith("\r\n\r\n"), response);
    HttpRequest head = request("/metrics").method("HEAD", BodyPublishers.noBody()).build();
    assertEquals(200, client.send(head, BodyHandlers.ofString()).statusCode());
  }

  @Test
  void gzipIfAccepted() throws Exception {
    HttpRequest request = request("/metrics").header("Accept-Encoding", "br, gzip").build();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    assertEquals("gzip", response.headers().firstValue("Content-Encoding").orElseThrow());
    assertEquals(
        response.body().length,
        response.headers().firstValueAsLong("Content-Length").orElseThrow());
    byte[] page = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
    assertArrayEquals(PAGE.getBytes(UTF_8), page);
  }

  @Test
  void onlyTheNamesThatAreAskedFor() throws Exception {
    String first = PAGE.substring(0, PAGE.indexOf("# HELP second"));
    assertEquals(first, get("/metrics?name%5B%5D=first").body());
    assertEquals(PAGE, get("/metrics?name%5B%5D=first&name%5B%5D=second").body());
    assertEquals(PAGE, get("/metrics?other=first").body());
    assertEquals("HTTP/1.1 400 Bad Request", status("GET /metrics?name[]=%zz HTTP/1.1\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/metrics/", "/metricsx", "/favicon.ico", "/../metrics"})
  void otherPathsPointToTheMetrics(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertEquals(404, response.statusCode());
    assertEquals("the metrics are at /metrics\n", response.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "get"})
  void otherMethodsAreNotAllowed(String method) throws Exception {
    // More than a request may have: the client gets the answer although nobody reads this.
    HttpRequest request =
        request("/metrics").method(method, BodyPublishers.ofString("x".repeat(100_000))).build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    assertEquals(405, response.statusCode());
    assertEquals("GET, HEAD", response.headers().firstValue("Allow").orElseThrow());
  }

  @Test
  void oversizedRequestIsRefused() throws Exception {
    HttpRequest request = request("/metrics").header("x", "y".repeat(10_000)).build();
    assertEquals(431, client.send(request, BodyHandlers.ofString()).statusCode());
    assertEquals(431, get("/" + "x".repeat(10_000)).statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0016\u0003\u0001\u0002\0", "hello\r\n", "\0", "GET / HTTP/1.1\r\n\rx"})
  void garbageIsRefusedAtOnce(String bytes) throws Exception {
    assertTimeout(
        Duration.ofSeconds(2), () -> assertEquals("HTTP/1.1 400 Bad Request", status(bytes)));
    assertEquals(PAGE, get("/metrics").body());
  }

  @ParameterizedTest
  @ValueSource(strings = {";", ",;,", "a;q", "\u00ff;=", "application/openmetrics-text;;q=x"})
  void oddHeadersDoNoHarm(String value) throws IOException {
    String headers = "Accept: " + value + "\r\nAccept-Encoding: " + value + "\r\n\r\n";
    assertEquals("HTTP/1.1 200 OK", status("GET /metrics HTTP/1.1\r\n" + headers));
  }

  @Test
  void failingCollectorIsSaidInOneLine() throws Exception {
    List<Throwable> uncaught = new ArrayList<>();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
    try {
      beforeCollect =
          () -> {
            throw new IllegalStateException("no\r\nluck");
          };
      HttpResponse<String> response = get("/metrics");
      assertEquals(500, response.statusCode());
      assertEquals(
          "collecting the metrics failed: java.lang.IllegalStateException: no luck\n",
          response.body());
      beforeCollect =
          () -> {
            throw new AssertionError();
          };
      assertEquals(500, get("/metrics").statusCode());
      beforeCollect = () -> {};
      assertEquals(PAGE, get("/metrics").body());
      assertEquals(List.of(), uncaught);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(null);
    }
  }

  @Test
  void slowClientsDoNotKeepOthersAway() throws Exception {
    try (RawClient silent = new RawClient(server.port());
        RawClient slow = new RawClient(server.port())) {
      slow.send("GET /metr");
      for (int i = 0; i < 20; i++) {
        assertTimeout(Duration.ofSeconds(2), () -> assertEquals(PAGE, get("/metrics").body()));
      }
      String timeout = "HTTP/1.1 408 Request Timeout\r\n";
      assertTimeout(
          Duration.ofSeconds(8),
          () -> {
            assertTrue(silent.receive().startsWith(timeout));
            assertTrue(slow.receive().startsWith(timeout));
          });
    }
  }

  @Test
  void clientsThatNeverFinishAreCutOffWhenOthersWait() throws Exception {
    help = "x".repeat(8_000_000);
    try (RawClient deaf = new RawClient(server.port());
        RawClient alsoDeaf = new RawClient(server.port());
        RawClient drop = new RawClient(server.port())) {
      deaf.send(GET);
      alsoDeaf.send(GET);
      drop.send("G");
      // Time for the three to be accepted first.
      Thread.sleep(500);
      CompletableFuture<HttpResponse<String>> waiting =
          client.sendAsync(request("/metrics").build(), BodyHandlers.ofString());
      for (int i = 0; i < 150 && !waiting.isDone(); i++) {
        try {
          drop.send("x");
        } catch (IOException e) {
          // It has been cut off: the scrape is about to be served.
        }
        Thread.sleep(100);
      }
      assertTrue(waiting.isDone());
      assertEquals(200, waiting.get().statusCode());
      assertTrue(deaf.receive().length() < help.length());
    }
  }

  @Test
  void manyAtOnce() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> scrapes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      scrapes.add(client.sendAsync(request("/metrics").build(), BodyHandlers.ofString()));
    }
    for (CompletableFuture<HttpResponse<String>> scrape : scrapes) {
      assertEquals(200, scrape.get().statusCode());
      assertEquals(PAGE, scrape.get().body());
    }
    assertTrue(HttpThreadList.now().size() <= 4, () -> HttpThreadList.now().toString());
  }

  @Test
  void threadsAreDaemonsWithOurClassLoader() throws Exception {
    ClassLoader ours = PrometheusExporter.class.getClassLoader();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      server.close();
      start();
      assertEquals(PAGE, RawClient.exchange(server.port(), GET).split("\r\n\r\n", -1)[1]);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    for (Thread thread : HttpThreadList.now()) {
      assertTrue(thread.isDaemon(), thread::toString);
      assertSame(ours, thread.getContextClassLoader(), thread::toString);
    }
  }

  @Test
  void interruptsDoNotEndIt() throws Exception {
    for (int i = 0; i < 10; i++) {
      HttpThreadList.now().forEach(Thread::interrupt);
      assertEquals(PAGE, get("/metrics").body());
    }
  }

  @Test
  void closeFreesThePortAtOnceAndCutsOff() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (RawClient underWay = new RawClient(server.port())) {
        underWay.send("GET /");
        assertEquals(200, get("/metrics").statusCode());
        int port = server.port();

        server.close();

        server.close();
        assertEquals(port, server.port());
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        assertTrue(underWay.isCutOff());
      }
      start();
    }
    server.close();
    HttpThreadList.assertEnded();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .version(HttpClient.Version.HTTP_1_1);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private String status(String request) throws IOException {
    return RawClient.exchange(server.port(), request).lines().findFirst().orElseThrow();
  }
}
