// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.jftrace.exporter.TestHit;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.probes.ProbeType;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class ProbeMetricsTest {

  private static final int CALLS = 100_000;
  private static final int SCRAPES = 2_000;
  private static final String HITS = "jftrace_probe_hits_total";
  private static final ProbeType CALL = TestHit.probe("open", true);

  private final ProbeMetrics metrics = new ProbeMetrics(List.of(CALL));

  @Test
  void countingAllocatesNothing() {
    SpanRef span = new SpanRef("a".repeat(32), "b".repeat(16), true);
    TestHit inSpan = new TestHit(CALL, null, 0, 1_000_000, span);
    TestHit outside = new TestHit(CALL, null, 0, 1_000, null);
    add(inSpan, outside);
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();
    add(inSpan, outside);
    long bytes = memory.getCurrentThreadAllocatedBytes() - before;
    // The smallest object has 16 bytes; compilers and the JVM itself may need some meanwhile.
    assertTrue(bytes < 8L * CALLS, bytes + " bytes");
    MetricFamilySamples hits = metrics.families().get(0);
    assertEquals(4.0 * CALLS, hits.samples.get(0).value);
  }

  private void add(TestHit inSpan, TestHit outside) {
    for (int i = 0; i < CALLS; i++) {
      metrics.add(inSpan);
      metrics.add(outside);
    }
  }

  /** Hits come meanwhile: two readings would differ sooner or later. */
  @Test
  void aScrapeHasAsManyHitsOfACallAsDurations() throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    TestHit hit = new TestHit(CALL, null, 0, 1_000, null);
    Thread writer = new Thread(() -> addUntil(isOver, hit), "writer");
    writer.start();
    try {
      for (int i = 0; i < SCRAPES; i++) {
        List<MetricFamilySamples> families = metrics.families();
        assertEquals(value(families, "jftrace_probe_call_seconds_count"), value(families, HITS));
      }
    } finally {
      isOver.set(true);
      writer.join();
    }
    assertTrue(value(metrics.families(), HITS) > 0);
  }

  private void addUntil(AtomicBoolean isOver, TestHit hit) {
    do {
      metrics.add(hit);
    } while (!isOver.get());
  }

  private static double value(List<MetricFamilySamples> families, String sample) {
    return families.stream()
        .flatMap(family -> family.samples.stream())
        .filter(each -> each.name.equals(sample))
        .mapToDouble(each -> each.value)
        .sum();
  }

  @Test
  void withoutProbesThereAreNoMetrics() {
    assertEquals(List.of(), new ProbeMetrics(List.of()).families());
  }
}
