// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.exporter.TestHit;
import io.jftrace.exporter.TestTimeline;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.TracedThread;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** An application that never has an active span, or, if it is given an argument, one. */
final class ApplicationWithoutSpans {

  private ApplicationWithoutSpans() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, String> variables =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://127.0.0.1:1",
            "OTEL_EXPORTER_OTLP_TIMEOUT",
            "200");
    OtelSettings settings =
        new OtelSettings(variables::get, null, 0, 1000, 1000, false, "1", warning -> {});
    try (OtelExporter exporter = OtelExporter.open(settings).orElseThrow()) {
      TestTimeline timeline = new TestTimeline(exporter.sink()).thread(7, "worker");
      if (args.length > 0) {
        timeline.span(7, new SpanRef("a".repeat(32), "b".repeat(16), true));
      }
      for (int i = 0; i < 1_000; i++) {
        timeline.events().offCpu(7, 0, 0, 2_000_000, -1, 'S', 0, 0);
      }
      TracedThread thread = timeline.events().thread(7);
      exporter.sink().probeHit(new TestHit(TestHit.probe("call", true), thread, 0, 1, null));
      timeline.events().complete(3_000_000);
      exporter.flush(Duration.ofSeconds(10));
      System.out.println("failed=" + exporter.failed());
    }
  }
}
