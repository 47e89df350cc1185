// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import zipkin2.reporter.BytesMessageSender;
import zipkin2.reporter.Encoding;

/** Posts spans as JSON with the JDK's client, as those of OTLP over HTTP are. For one thread. */
final class ZipkinSender extends BytesMessageSender.Base {

  private final HttpClient client;
  private final HttpRequest.Builder request;
  private IOException failure;

  ZipkinSender(ZipkinTarget target, ExecutorService requests) {
    super(Encoding.JSON);
    // As elsewhere, none means that there is no limit; that of an export still holds.
    Duration timeout =
        target.timeoutMillis() == 0
            ? Duration.ofDays(1)
            : Duration.ofMillis(target.timeoutMillis());
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .executor(requests)
            .build();
    request =
        HttpRequest.newBuilder(target.endpoint())
            .timeout(timeout)
            .header("Content-Type", Encoding.JSON.mediaType());
  }

  @Override
  public int messageMaxBytes() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void send(List<byte[]> encodedSpans) throws IOException {
    try {
      post(encoding.encode(encodedSpans));
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Why the last export that failed did. */
  IOException failure() {
    return failure;
  }

  @Override
  public void close() {
    // The threads are those of the executor; the client's own ends when it is collected.
  }

  private void post(byte[] message) throws IOException {
    try {
      HttpResponse<Void> response =
          client.send(
              request.POST(BodyPublishers.ofByteArray(message)).build(), BodyHandlers.discarding());
      if (response.statusCode() / 100 != 2) {
        throw new RefusedException(response.statusCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("no answer yet");
    }
  }
}
