// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent's start line says about spans. */
final class OutputsDescriptionTest {

  @TempDir private Path folder;

  private final ExporterFixture fixture = new ExporterFixture();

  @Test
  void otlpByHttp() throws Exception {
    fixture.set("OTEL_EXPORTER_OTLP_ENDPOINT", "http://host:4318");
    assertDescription("OTLP http://host:4318/v1/traces", null);
  }

  @Test
  void otlpByGrpc() throws Exception {
    fixture.set("OTEL_TRACES_EXPORTER", "otlp").set("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    assertDescription("OTLP grpc http://localhost:4317", null);
  }

  @Test
  void zipkinAlone() throws Exception {
    fixture.set("OTEL_TRACES_EXPORTER", "zipkin");
    assertDescription("Zipkin http://localhost:9411/api/v2/spans", null);
  }

  @Test
  void theFileAlone() throws Exception {
    Path file = folder.resolve("spans.jsonl");
    assertDescription(file.toString(), file);
  }

  @Test
  void allAtOnce() throws Exception {
    fixture.set("OTEL_TRACES_EXPORTER", "zipkin,otlp");
    Path file = folder.resolve("spans.jsonl");
    assertDescription(
        "OTLP http://localhost:4318/v1/traces, Zipkin http://localhost:9411/api/v2/spans, " + file,
        file);
  }

  @Test
  void secretsOfAnAddressAreNotShown() throws Exception {
    fixture.set("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://me:pass@[::1]/in%20to?key=abc#d");
    assertDescription("OTLP https://[::1]/in%20to", null);
  }

  private void assertDescription(String expected, Path file) throws IOException {
    try (OtelExporter exporter = OtelExporter.open(fixture.settings(file)).orElseThrow()) {
      assertEquals(expected, exporter.description());
    }
  }
}
