// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.exporter.TestTimeline;
import io.jftrace.timeline.SpanRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An exporter by literal variables, and waits in a sampled span that it is given. */
final class ExporterFixture {

  static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  static final String SPAN_ID = "b7ad6b7169203331";
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final long MILLI = 1_000_000;

  private static final int NO_BUDGET = 1_000_000;

  private int maxPerParent = NO_BUDGET;

  private final Map<String, String> variables = new ConcurrentHashMap<>();
  private final List<String> warnings = new CopyOnWriteArrayList<>();

  ExporterFixture set(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** All waits and calls are summed. */
  void noSpansOfTheirOwn() {
    maxPerParent = 0;
  }

  List<String> warnings() {
    return warnings;
  }

  OtelSettings settings() {
    return settings(null);
  }

  OtelSettings settings(Path file) {
    return new OtelSettings(
        variables::get, file, MILLI, maxPerParent, NO_BUDGET, false, "1.2.3", warnings::add);
  }

  OtelExporter open() throws IOException {
    return OtelExporter.open(settings()).orElseThrow();
  }

  static void offerWaits(OtelExporter exporter, int count, Map<String, Object> resource) {
    SpanRef parent = new SpanRef(TRACE_ID, SPAN_ID, true, 0, resource);
    TestTimeline timeline = new TestTimeline(exporter.sink()).thread(7, "worker").span(7, parent);
    for (int i = 0; i < count; i++) {
      timeline.events().offCpu(7, 0, 2 * MILLI, 2 * MILLI, -1, 'S', 0, 0);
    }
    timeline.events().complete(3 * MILLI);
  }

  static void offerWaits(OtelExporter exporter, int count) {
    offerWaits(exporter, count, null);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
