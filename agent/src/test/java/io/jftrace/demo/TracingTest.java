// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TracingTest {

  @ParameterizedTest
  @CsvSource({
    ", , demo-file",
    "none, http://localhost:4318, demo-file",
    "zipkin, , 'zipkin,demo-file'",
    "zipkin, http://localhost:4318, 'zipkin,demo-file'",
    ", http://localhost:4318, 'otlp,demo-file'",
  })
  void theRequestsGoWhereTheirWaitsGo(String asked, String endpoint, String exporters) {
    for (String name :
        new String[] {"otel.exporter.otlp.endpoint", "otel.exporter.otlp.traces.endpoint"}) {
      Map<String, String> properties = new HashMap<>();
      properties.put("otel.traces.exporter", asked);
      properties.put(name, endpoint);
      properties.values().removeIf(value -> value == null);
      assertEquals(
          Map.of("otel.traces.exporter", exporters),
          Tracing.alsoToFile(DefaultConfigProperties.createFromMap(properties)));
    }
  }
}
