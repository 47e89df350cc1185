// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.exporter.TestHit;
import io.jftrace.exporter.TestTimeline;
import io.jftrace.timeline.PoolNames;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.probes.ProbeField;
import io.jftrace.timeline.probes.ProbeType;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The group of probes native-memory, by pool. */
final class NativeMemoryTest {

  private static final ProbeField SIZE = new ProbeField("size", ProbeField.Kind.UNSIGNED);
  private static final ProbeField COUNT = new ProbeField("count", ProbeField.Kind.UNSIGNED);
  private static final String GROUP = "native-memory";
  private static final ProbeType MALLOC = type(GROUP, "malloc", SIZE);
  private static final ProbeType CALLOC = type(GROUP, "calloc", COUNT, SIZE);
  private static final ProbeType FREE = type(GROUP, "free");

  /** The user's own, which may record an address. */
  private static final ProbeType OWN = type("", "malloc", SIZE);

  private final PoolSink sink =
      new PoolSink(new PoolNames(10), new ProbeMetrics(List.of(MALLOC, CALLOC, FREE, OWN)));
  private final TestTimeline timeline =
      new TestTimeline(sink).thread(7, "worker-1").thread(8, "io-1");

  private static ProbeType type(String group, String function, ProbeField... fields) {
    List<ProbeField> all = List.of(fields);
    String place = "uprobe:libc:" + function;
    return new ProbeType("native_" + function, place, false, all, List.of(), 0, false, group);
  }

  private void hit(ProbeType type, TracedThread thread, Object... values) {
    sink.probeHit(new TestHit(type, thread, 1, 1, null, true, List.of(values)));
  }

  private List<String> samples(String family) {
    List<MetricFamilySamples> families = new ActivityMetrics(sink.blocks()).families(sink.pools());
    return families.stream()
        .filter(each -> each.name.equals(family))
        .flatMap(each -> each.samples.stream())
        .map(sample -> sample.labelValues + " " + (long) sample.value)
        .toList();
  }

  @Test
  void sizesAndCallsAreThoseOfThePoolAndTheFunction() {
    TracedThread worker = timeline.events().thread(7);
    TracedThread io = timeline.events().thread(8);
    hit(MALLOC, worker, 100L);
    hit(MALLOC, worker, 28L);
    hit(MALLOC, io, 1L << 40);
    hit(CALLOC, worker, 10L, 16L);
    hit(FREE, worker);
    hit(OWN, worker, 1_000_000L);
    assertEquals(
        List.of("[io, malloc] 1", "[worker, malloc] 2", "[worker, calloc] 1", "[worker, free] 1"),
        samples("jftrace_native_memory_calls"));
    assertEquals(
        List.of("[io, malloc] " + (1L << 40), "[worker, malloc] 128", "[worker, calloc] 160"),
        samples("jftrace_native_memory_bytes"));
  }

  @Test
  void aSizeThatNobodyHasIsNotAdded() {
    TracedThread worker = timeline.events().thread(7);
    hit(MALLOC, worker, -1L);
    hit(CALLOC, worker, 1L << 33, 1L << 32);
    // Its last 64 bits are 1 << 33.
    hit(CALLOC, worker, 1L << 33, (1L << 31) + 1);
    hit(CALLOC, worker, 1L << 32, 1L << 31);
    hit(CALLOC, worker, -1L, 1L);
    assertEquals(
        List.of("[worker, malloc] 1", "[worker, calloc] 4"),
        samples("jftrace_native_memory_calls"));
    assertEquals(List.of(), samples("jftrace_native_memory_bytes"));
  }
}
