// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NowhereToExportTest {

  private final List<String> lines = new ArrayList<>();

  @Test
  void isSaidOnceWhenTheApplicationHasSpans() {
    NowhereToExport nowhere = NowhereToExport.of(Map.of("OTEL_TRACES_EXPORTER", " ")::get);
    nowhere.check(() -> false, lines::add);
    assertEquals(List.of(), lines);
    nowhere.check(() -> true, lines::add);
    nowhere.check(() -> true, lines::add);
    assertEquals(List.of("no child spans: set OTEL_EXPORTER_OTLP_ENDPOINT or spans.file"), lines);
  }

  @Test
  void isNotSaidWhereItWasChosen() {
    NowhereToExport.of(Map.of("OTEL_TRACES_EXPORTER", "none")::get).check(() -> true, lines::add);
    NowhereToExport.of(Map.of("OTEL_SDK_DISABLED", "TRUE")::get).check(() -> true, lines::add);
    NowhereToExport.NO.check(() -> true, lines::add);
    assertEquals(List.of(), lines);
  }
}
