// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OtelVariablesTest {

  private final List<String> warnings = new ArrayList<>();

  @Test
  void propertyComesBeforeEnvironment() {
    Map<String, String> properties =
        Map.of("otel.service.name", "property", "otel.exporter.otlp.endpoint", " ");
    Map<String, String> environment =
        Map.of("OTEL_SERVICE_NAME", "environment", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://e");
    OtelVariables variables =
        new OtelVariables(
            OtelVariables.propertiesThenEnvironment(properties::get, environment::get),
            warnings::add);
    assertEquals("property", variables.get("OTEL_SERVICE_NAME"));
    assertEquals("http://e", variables.get("OTEL_EXPORTER_OTLP_ENDPOINT"));
    assertNull(variables.get("OTEL_SDK_DISABLED"));
  }

  @Test
  void listsArePercentDecoded() {
    OtelVariables variables =
        of(Map.of("A", "k1=v%201, k2 = a+b=c ,k3=,=x,nothing,k4=%E2%82%AC%2,k5=100%zz,k6=%2C%3D"));
    assertEquals(
        Map.of("k1", "v 1", "k2", "a+b=c", "k3", "", "k4", "€%2", "k5", "100%zz", "k6", ",="),
        variables.pairs("A"));
    assertEquals(Map.of(), variables.pairs("B"));
  }

  @Test
  void numbersThatAreNoneAreWarnedAbout() {
    OtelVariables variables = of(Map.of("GOOD", "17", "BAD", "5s", "LOW", "-1"));
    assertEquals(17, variables.number(0, 1, "NONE", "GOOD"));
    assertEquals(1, variables.number(0, 1, "NONE"));
    assertEquals(List.of(), warnings);
    assertEquals(1, variables.number(0, 1, "BAD"));
    assertEquals(1, variables.number(0, 1, "LOW"));
    assertEquals(
        List.of(
            "BAD: not a whole number of at least 0: 5s; using 1",
            "LOW: not a whole number of at least 0: -1; using 1"),
        warnings);
  }

  @Test
  void batchingHasTheStandardDefaultsAndVariables() {
    assertEquals(new Batching(5_000, 2_048, 512, 30_000), Batching.of(of(Map.of())));
    assertEquals(
        new Batching(100, 64, 64, 1_000),
        Batching.of(
            of(
                Map.of(
                    "OTEL_BSP_SCHEDULE_DELAY", "100",
                    "OTEL_BSP_MAX_QUEUE_SIZE", "64",
                    "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "128",
                    "OTEL_BSP_EXPORT_TIMEOUT", "1000"))));
  }

  private OtelVariables of(Map<String, String> map) {
    return new OtelVariables(map::get, warnings::add);
  }
}
