// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Saves what a Prometheus server would read. */
final class Scrape {

  /** What happened last reaches the metrics a moment later: tracing is read in batches. */
  private static final int SETTLE_MILLIS = 500;

  private static final int TIMEOUT_MILLIS = 10_000;

  private Scrape() {}

  /** Saves the text at that address, if there is one, as metrics.txt; returns what went wrong. */
  static List<String> save(String url, Path directory) throws InterruptedException {
    if (url == null || url.isEmpty()) {
      return List.of();
    }
    Thread.sleep(SETTLE_MILLIS);
    try {
      read(URI.create(url), directory.resolve(Demo.METRICS_FILE));
      return List.of();
    } catch (IOException | IllegalArgumentException e) {
      return List.of("no metrics from " + url + ": " + e.getMessage());
    }
  }

  private static void read(URI uri, Path file) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try (InputStream body = connection.getInputStream()) {
      Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      connection.disconnect();
    }
  }
}
