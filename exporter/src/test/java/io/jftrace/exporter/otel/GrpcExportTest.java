// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static io.jftrace.exporter.otel.ExporterFixture.PATIENCE;
import static io.jftrace.exporter.otel.ExporterFixture.SPAN_ID;
import static io.jftrace.exporter.otel.ExporterFixture.offerWaits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Metadata;
import io.jftrace.exporter.receivers.GrpcReceiver;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Against a gRPC server of another make than the client. */
final class GrpcExportTest {

  private final ExporterFixture fixture =
      new ExporterFixture().set("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");

  @Test
  void spansArrive() throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver();
        OtelExporter exporter = openTo(receiver)) {
      offerWaits(exporter, 3);
      assertTrue(exporter.flush(PATIENCE));
      assertEquals(3, exporter.exported(), fixture.warnings()::toString);
      assertEquals(0, exporter.failed() + exporter.dropped());
      Span span = receiver.resources().get(0).getScopeSpans(0).getSpans(2);
      assertEquals("wait sleeping", span.getName());
      assertEquals(SPAN_ID, HexFormat.of().formatHex(span.getParentSpanId().toByteArray()));
    }
  }

  @Test
  void requestIsAsTheVariablesSay() throws Exception {
    fixture.set("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Basic%20a+b%3D");
    fixture.set("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip");
    try (GrpcReceiver receiver = new GrpcReceiver();
        OtelExporter exporter = openTo(receiver)) {
      offerWaits(exporter, 1);
      assertTrue(exporter.flush(PATIENCE));
      Metadata headers = receiver.received().get(0).headers();
      assertEquals("Basic a+b=", header(headers, "authorization"));
      assertEquals("gzip", header(headers, "grpc-encoding"));
      assertEquals(1, receiver.resources().size());
    }
  }

  private static String header(Metadata headers, String name) {
    return headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }

  private OtelExporter openTo(GrpcReceiver receiver) throws Exception {
    return fixture.set("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.address()).open();
  }
}
