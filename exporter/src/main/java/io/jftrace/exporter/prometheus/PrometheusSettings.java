// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

/**
 * Where the metrics are served.
 *
 * @param host name or address of the interface to listen on
 * @param port TCP port, 0 for any free one
 */
public record PrometheusSettings(String host, int port) {

  /** Only this machine sees the metrics, on the port that is reserved for OpenTelemetry's. */
  public static final PrometheusSettings DEFAULT = new PrometheusSettings("127.0.0.1", 9464);
}
