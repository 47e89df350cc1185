// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldTimeTest {

  @ParameterizedTest
  @CsvSource({"2s, 2000000000", "300 ms, 300000000", "5us, 5000", "0s, 0"})
  void timesHaveAUnit(String text, long nanos) {
    assertEquals(Duration.ofNanos(nanos), HoldTime.of(text));
  }

  @ParameterizedTest
  @CsvSource(
      value = {"NULL", "''", "' '", "500", "-1s", "soon"},
      nullValues = "NULL")
  void anythingElseIsTheDefault(String text) {
    assertEquals(Duration.ofSeconds(1), HoldTime.of(text));
  }

  @Test
  void thePropertyIsReadBeforeTheEnvironment() {
    Map<String, String> property = Map.of("jftrace.spans.hold", "2s");
    Map<String, String> variable = Map.of("JFTRACE_SPANS_HOLD", "3s");
    assertEquals(Duration.ofSeconds(2), HoldTime.ofEnvironment(property::get, variable::get));
    assertEquals(Duration.ofSeconds(3), HoldTime.ofEnvironment(name -> null, variable::get));
    assertEquals(Duration.ofSeconds(1), HoldTime.ofEnvironment(name -> null, name -> null));
  }

  @Test
  void aNegativeTimeIsAMistake() {
    assertThrows(
        IllegalArgumentException.class, () -> SpanBreakdowns.create(Duration.ofMillis(-1)));
  }
}
