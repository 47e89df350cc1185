// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.demo.MetricsText.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MetricsTextTest {

  @Test
  void readsNamesLabelsAndValues() {
    List<Sample> samples =
        MetricsText.parse(
            """
            # HELP jftrace_x_total Some text {with="braces"} 1
            # TYPE jftrace_x_total counter
            jftrace_x_total{pool="a, b",state="running",} 1.5E-3
            jftrace_y 2 1700000000000
            jftrace_z{le="+Inf"} 7
            """);
    assertEquals(
        List.of(
            new Sample("jftrace_x_total", Map.of("pool", "a, b", "state", "running"), 0.0015),
            new Sample("jftrace_y", Map.of(), 2),
            new Sample("jftrace_z", Map.of("le", "+Inf"), 7)),
        samples);
  }

  @Test
  void labelsAreUnescaped() {
    Sample sample = MetricsText.parse("n{pool=\"a\\\"b\\\\c\\nd\"} 1").get(0);
    assertEquals("a\"b\\c\nd", sample.label("pool"));
  }

  @Test
  void otherLinesAreLeftOut() {
    assertEquals(List.of(), MetricsText.parse("\n<html>\nno number\n# EOF\n"));
  }
}
