// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static io.jftrace.exporter.otel.ExporterFixture.PATIENCE;
import static io.jftrace.exporter.otel.ExporterFixture.SPAN_ID;
import static io.jftrace.exporter.otel.ExporterFixture.TRACE_ID;
import static io.jftrace.exporter.otel.ExporterFixture.offerWaits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.exporter.receivers.ZipkinReceiver;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zipkin2.Span;

final class ZipkinExportTest {

  private final ExporterFixture fixture = new ExporterFixture();

  @Test
  void spansArriveAsZipkinHasThem() throws Exception {
    fixture.set("OTEL_TRACES_EXPORTER", "zipkin");
    try (ZipkinReceiver receiver = new ZipkinReceiver();
        OtelExporter exporter = openTo(receiver)) {
      offerWaits(exporter, 2, Map.of("service.name", "shop"));
      assertTrue(exporter.flush(PATIENCE));
      assertEquals(2, exporter.exported(), fixture.warnings()::toString);
      Span span = receiver.spans().get(1);
      assertEquals(TRACE_ID, span.traceId());
      assertEquals(SPAN_ID, span.parentId());
      assertEquals("wait sleeping", span.name());
      assertEquals(2_000, span.durationAsLong());
      assertEquals("shop", span.localServiceName());
      assertEquals("sleeping", span.tags().get("jftrace.wait.reason"));
      assertEquals("worker", span.tags().get("thread.name"));
      assertEquals("io.jftrace", span.tags().get("otel.scope.name"));
    }
  }

  @Test
  void otlpAndZipkinBothGetAll() throws Exception {
    fixture.set("OTEL_TRACES_EXPORTER", "otlp,zipkin");
    try (Receiver otlp = new Receiver();
        ZipkinReceiver zipkin = new ZipkinReceiver()) {
      fixture.set("OTEL_EXPORTER_OTLP_ENDPOINT", otlp.address());
      try (OtelExporter exporter = openTo(zipkin)) {
        offerWaits(exporter, 2);
        assertTrue(exporter.flush(PATIENCE));
        assertEquals(2, exporter.exported(), fixture.warnings()::toString);
        assertEquals(2, otlp.spans().size());
        assertEquals(2, zipkin.spans().size());
      }
    }
  }

  @Test
  void whatCannotBeUsedDoesNotKeepTheSpansFromTheOther() throws Exception {
    fixture.set("OTEL_TRACES_EXPORTER", "otlp,zipkin");
    fixture.set("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json");
    try (ZipkinReceiver zipkin = new ZipkinReceiver();
        OtelExporter exporter = openTo(zipkin)) {
      offerWaits(exporter, 1);
      assertTrue(exporter.flush(PATIENCE));
      assertEquals(1, zipkin.spans().size());
      assertEquals(1, fixture.warnings().size());
      assertTrue(
          fixture.warnings().get(0).startsWith("OTEL_EXPORTER_OTLP_PROTOCOL=http/json: "),
          fixture.warnings()::toString);
    }
  }

  @Test
  void theAddressAloneAsksForNothing() throws Exception {
    fixture.set("OTEL_EXPORTER_ZIPKIN_ENDPOINT", "http://zipkin:9411/api/v2/spans");
    assertTrue(OtelExporter.open(fixture.settings()).isEmpty());
  }

  @Test
  void standardDefaultsAndWrongAddresses() throws Exception {
    fixture.set("OTEL_TRACES_EXPORTER", "console, zipkin");
    assertEquals(
        "ZipkinTarget[endpoint=http://localhost:9411/api/v2/spans, timeoutMillis=10000]",
        ZipkinTarget.of(variables()).orElseThrow().toString());
    fixture.set("OTEL_EXPORTER_ZIPKIN_TIMEOUT", "300");
    assertEquals(300, ZipkinTarget.of(variables()).orElseThrow().timeoutMillis());
    fixture.set("OTEL_EXPORTER_ZIPKIN_ENDPOINT", "zipkin:9411");
    IOException e =
        assertThrows(IOException.class, () -> OtelExporter.open(fixture.settings()).isEmpty());
    assertEquals(
        "OTEL_EXPORTER_ZIPKIN_ENDPOINT: not an http or https address: zipkin:9411", e.getMessage());
  }

  private OtelVariables variables() {
    return new OtelVariables(fixture.settings().variables(), line -> {});
  }

  private OtelExporter openTo(ZipkinReceiver receiver) throws IOException {
    return fixture.set("OTEL_EXPORTER_ZIPKIN_ENDPOINT", receiver.endpoint()).open();
  }
}
