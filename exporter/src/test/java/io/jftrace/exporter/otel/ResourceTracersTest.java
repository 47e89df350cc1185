// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static io.jftrace.exporter.otel.ExporterFixture.PATIENCE;
import static io.jftrace.exporter.otel.ExporterFixture.offerWaits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Children are from the same resource as their parents. */
final class ResourceTracersTest {

  @Test
  void childrenHaveTheResourceOfTheirParentsSdk() throws Exception {
    ExporterFixture fixture = new ExporterFixture().set("OTEL_SERVICE_NAME", "by-variable");
    Map<String, Object> shop = Map.of("service.name", "shop", "canary", true, "shard", 3L);
    Map<String, Object> bank = Map.of("service.name", "bank", "ratio", 0.5);
    try (Receiver receiver = new Receiver()) {
      fixture.set("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.address());
      try (OtelExporter exporter = fixture.open()) {
        offerWaits(exporter, 1, shop);
        offerWaits(exporter, 2, bank);
        offerWaits(exporter, 3, Map.copyOf(shop));
        offerWaits(exporter, 1, null);
        assertTrue(exporter.flush(PATIENCE));
      }
      Map<Map<String, String>, Integer> counts = new HashMap<>();
      for (Receiver.Received request : receiver.received()) {
        for (ResourceSpans spans : request.body().getResourceSpansList()) {
          Map<String, String> resource =
              new TreeMap<>(Receiver.attributes(spans.getResource().getAttributesList()));
          counts.merge(resource, spans.getScopeSpans(0).getSpansCount(), Integer::sum);
        }
      }
      assertEquals(4, counts.get(Map.of("service.name", "shop", "canary", "true", "shard", "3")));
      assertEquals(2, counts.get(Map.of("service.name", "bank", "ratio", "0.5")));
      assertEquals(3, counts.size());
      assertTrue(
          counts.keySet().stream().anyMatch(r -> "by-variable".equals(r.get("service.name"))));
    }
  }

  @Test
  void listsKeepTheirTypes() throws Exception {
    ExporterFixture fixture = new ExporterFixture();
    Map<String, Object> lists =
        Map.of(
            "a", List.of("x", "y"), "b", List.of(1L), "c", List.of(0.5), "d", List.of(true, false));
    try (Receiver receiver = new Receiver()) {
      fixture.set("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.address());
      try (OtelExporter exporter = fixture.open()) {
        offerWaits(exporter, 1, lists);
        assertTrue(exporter.flush(PATIENCE));
      }
      List<KeyValue> attributes =
          receiver.received().get(0).body().getResourceSpans(0).getResource().getAttributesList();
      Map<String, String> types = new TreeMap<>();
      for (KeyValue attribute : attributes) {
        types.put(
            attribute.getKey(),
            attribute.getValue().getArrayValue().getValues(0).getValueCase().name());
      }
      assertEquals("{a=STRING_VALUE, b=INT_VALUE, c=DOUBLE_VALUE, d=BOOL_VALUE}", types.toString());
    }
  }

  @Test
  void onlyTheLastUsedAreKept() {
    ResourceTracers tracers = new ResourceTracers(Resource.empty(), new CollectedSpans(), "1");
    Tracer first = tracers.of(Map.of("service.name", "first"));
    for (int i = 0; i < 15; i++) {
      tracers.of(Map.of("service.name", "service " + i));
    }
    assertSame(first, tracers.of(Map.of("service.name", "first")));
    for (int i = 0; i < 16; i++) {
      tracers.of(Map.of("service.name", "other " + i));
    }
    assertNotSame(first, tracers.of(Map.of("service.name", "first")));
    assertSame(tracers.of(null), tracers.of(null));
  }
}
