// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.PoolNames;
import java.io.IOException;
import java.util.List;

/** An application whose metrics are scraped. */
final class ApplicationWithMetrics {

  private ApplicationWithMetrics() {}

  public static void main(String[] args) throws IOException {
    PrometheusSettings anyPort = new PrometheusSettings("127.0.0.1", 0);
    try (PrometheusExporter exporter =
        PrometheusExporter.start(
            anyPort, FixedHealths.NONE, new PoolNames(64), List.of(), "1.2.3")) {
      int port = exporter.address().getPort();
      for (String path : new String[] {"/metrics", "/", "/ /"}) {
        String request = "GET " + path + " HTTP/1.1\r\nAccept-Encoding: gzip\r\n\r\n";
        System.out.println(RawClient.exchange(port, request).lines().findFirst().orElseThrow());
      }
    }
  }
}
