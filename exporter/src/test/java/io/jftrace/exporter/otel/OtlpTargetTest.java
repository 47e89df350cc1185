// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OtlpTargetTest {

  private final Map<String, String> variables = new HashMap<>();

  @Test
  void isNothingUnlessNamed() throws IOException {
    assertTrue(OtlpTarget.of(variables()).isEmpty());
    variables.put("OTEL_TRACES_EXPORTER", "console");
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318");
    assertTrue(OtlpTarget.of(variables()).isEmpty());
  }

  @Test
  void hasTheStandardDefaults() throws IOException {
    variables.put("OTEL_TRACES_EXPORTER", "console, otlp");
    OtlpTarget target = target();
    assertEquals(OtlpProtocol.HTTP, target.protocol());
    assertEquals("http://localhost:4318/v1/traces", target.endpoint().toString());
    assertEquals(10_000, target.timeoutMillis());
    assertEquals("none", target.compression());
    assertEquals(Map.of(), target.headers());
    assertEquals("", target.certificate() + target.clientKey() + target.clientCertificate());
  }

  @ParameterizedTest
  @CsvSource({
    "http://collector:4318, , http://collector:4318/v1/traces",
    "https://collector/otlp/, , https://collector/otlp/v1/traces",
    "http://collector:4318, https://traces/in, https://traces/in",
    ", http://traces:4318, http://traces:4318",
  })
  void endpointIsTheSpecificOneOrTheGeneralOneWithAPath(
      String general, String traces, String endpoint) throws IOException {
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", general);
    variables.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", traces);
    assertEquals(endpoint, target().endpoint().toString());
  }

  @Test
  void grpcHasItsOwnDefault() throws IOException {
    variables.put("OTEL_TRACES_EXPORTER", "otlp");
    variables.put("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    assertEquals(OtlpProtocol.GRPC, target().protocol());
    assertEquals("http://localhost:4317", target().endpoint().toString());
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317");
    assertEquals("http://collector:4317", target().endpoint().toString());
    variables.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://traces");
    assertEquals("https://traces", target().endpoint().toString());
  }

  @Test
  void specificVariablesComeFirst() throws IOException {
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318");
    for (String prefix : new String[] {"OTEL_EXPORTER_OTLP_", "OTEL_EXPORTER_OTLP_TRACES_"}) {
      boolean traces = prefix.contains("TRACES");
      variables.put(prefix + "HEADERS", traces ? "a=1" : "b=2");
      variables.put(prefix + "TIMEOUT", traces ? "100" : "200");
      variables.put(prefix + "COMPRESSION", traces ? "gzip" : "none");
      variables.put(prefix + "PROTOCOL", traces ? "http/protobuf" : "grpc");
    }
    OtlpTarget target = target();
    assertEquals(Map.of("a", "1"), target.headers());
    assertEquals(OtlpProtocol.HTTP, target.protocol());
    assertEquals(100, target.timeoutMillis());
    assertEquals("gzip", target.compression());
  }

  @Test
  void certificatesAreRead(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("ca.pem"), "PEM");
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector");
    variables.put("OTEL_EXPORTER_OTLP_CERTIFICATE", file.toString());
    assertEquals("PEM", target().certificate());
  }

  @ParameterizedTest
  @CsvSource({
    "ENDPOINT, collector:4318, 'OTEL_EXPORTER_OTLP_ENDPOINT: not an http or https address: '",
    "TRACES_ENDPOINT, http://, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: not an http or https'",
    "PROTOCOL, http/json, 'OTEL_EXPORTER_OTLP_PROTOCOL=http/json: jftrace exports spans by'",
    "COMPRESSION, zstd, 'OTEL_EXPORTER_OTLP_COMPRESSION: neither gzip nor none: zstd'",
    "CERTIFICATE, /nowhere, 'OTEL_EXPORTER_OTLP_CERTIFICATE: cannot read the file: '",
  })
  void whatCannotBeUsedIsSaid(String name, String value, String message) {
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318");
    variables.put("OTEL_EXPORTER_OTLP_" + name, value);
    IOException e = assertThrows(IOException.class, this::target);
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  private OtlpTarget target() throws IOException {
    return OtlpTarget.of(variables()).orElseThrow();
  }

  private OtelVariables variables() {
    return new OtelVariables(variables::get, warning -> {});
  }
}
