// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import io.jftrace.agent.e2e.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import zipkin2.Span;
import zipkin2.codec.SpanBytesDecoder;

/** A Zipkin server of the test's own, on a port of the loopback address, that keeps nothing. */
final class ZipkinServer implements AutoCloseable {

  private static final String JAR = System.getProperty("jftrace.test.zipkin", "");

  private static final Duration START = Duration.ofSeconds(90);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  private ZipkinServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static boolean isThere() {
    return !JAR.isEmpty() && Files.exists(Path.of(JAR));
  }

  static ZipkinServer start(Path directory) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path log = directory.resolve("zipkin.log");
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx512m",
                "-jar",
                JAR,
                "--server.address=127.0.0.1",
                "--server.port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    ZipkinServer server = new ZipkinServer(process, port);
    try {
      Await.until(START, server::isUp, () -> "Zipkin does not start, see " + log);
    } catch (Exception | AssertionError e) {
      server.close();
      throw e;
    }
    return server;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The spans of a trace. */
  List<Span> trace(String id) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(request("/api/v2/trace/" + id), BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("no trace " + id + ": " + response.statusCode());
    }
    return SpanBytesDecoder.JSON_V2.decodeList(response.body());
  }

  private boolean isUp() throws InterruptedException {
    try {
      return client.send(request("/health"), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path)).build();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
