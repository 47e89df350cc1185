// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.PoolNames;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.probes.ProbeType;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/**
 * The timeline as Prometheus metrics over HTTP: {@code GET /metrics}, in the text format or, if the
 * client accepts it, as OpenMetrics. Which metrics there are is told in docs/metrics.md.
 *
 * <p>All threads are daemons, and named {@code jftrace-http…}. Nothing of the JDK's HTTP server is
 * used, see {@link MetricsServer}.
 */
public final class PrometheusExporter implements AutoCloseable {

  private final PoolSink sink;
  private final MetricsServer server;
  private final String host;

  private PrometheusExporter(PoolSink sink, MetricsServer server, String host) {
    this.sink = sink;
    this.server = server;
    this.host = host;
  }

  /**
   * Listens, and serves what the sink is told from now on.
   *
   * @param health read at each scrape
   * @param pools gives threads their pool, which is a label, and bounds how many there are
   * @param probes whose hits are counted; hits of others are not
   * @param version of jftrace, for the metric {@code jftrace_build_info}
   * @throws IOException if that address cannot be listened on; the message says which, why, and
   *     what to do
   */
  public static PrometheusExporter start(
      PrometheusSettings settings,
      AgentHealth health,
      PoolNames pools,
      List<ProbeType> probes,
      String version)
      throws IOException {
    ProbeMetrics probeMetrics = new ProbeMetrics(probes);
    PoolSink sink = new PoolSink(pools, probeMetrics);
    CollectorRegistry registry = new CollectorRegistry();
    registry.register(new JftraceMetrics(sink, probeMetrics, new HealthMetrics(health), version));
    try {
      MetricsServer server = MetricsServer.start(address(settings), new MetricsPage(registry));
      return new PrometheusExporter(sink, server, settings.host());
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "cannot serve metrics on %s:%d: %s; set prometheus.port (0: any free port) or prometheus.host"
              .formatted(settings.host(), settings.port(), reason(e)),
          e);
    }
  }

  /** To be called by one thread. */
  public TimelineSink sink() {
    return sink;
  }

  /** Where the metrics are, for example {@code http://127.0.0.1:9464/metrics}. */
  public URI address() {
    String authority = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + authority + ":" + server.port() + MetricsPage.PATH);
  }

  /** Stops listening and ends the threads; a scrape under way is cut off. */
  @Override
  public void close() {
    server.close();
  }

  private static InetSocketAddress address(PrometheusSettings settings) {
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("unknown host");
    }
    return address;
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
