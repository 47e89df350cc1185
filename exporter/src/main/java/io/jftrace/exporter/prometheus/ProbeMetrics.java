// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.probes.ProbeHit;
import io.jftrace.timeline.probes.ProbeType;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The metrics of the user's probes; each probe has all of its series from the start. */
final class ProbeMetrics {

  private final List<ProbeTimes> all;
  private final IdentityHashMap<ProbeType, ProbeTimes> byType = new IdentityHashMap<>();

  ProbeMetrics(List<ProbeType> types) {
    all = types.stream().map(ProbeTimes::new).toList();
    all.forEach(times -> byType.put(times.type(), times));
  }

  void add(ProbeHit hit) {
    ProbeTimes times = byType.get(hit.type());
    if (times != null) {
      times.add(hit);
    }
  }

  /** What the probe's function does with memory; null if it is not of that group. */
  MemoryFunction memoryFunction(ProbeType type) {
    ProbeTimes times = byType.get(type);
    return times == null ? null : times.memoryFunction();
  }

  void addTorn(ProbeType type, long count) {
    ProbeTimes times = byType.get(type);
    if (times != null) {
      times.addTorn(count);
    }
  }

  List<MetricFamilySamples> families() {
    Family hits =
        Family.counter("jftrace_probe_hits", "Hits of probes, and calls that returned.", "probe");
    Family calls =
        Family.histogram(
            "jftrace_probe_call_seconds", "Calls that probes follow, entry to return.", "probe");
    all.forEach(times -> add(times, hits, calls));
    List<MetricFamilySamples> families = new ArrayList<>();
    hits.buildInto(families);
    calls.buildInto(families);
    torn().buildInto(families);
    return families;
  }

  /** Calls are read once, so that a scrape has the same number of them in both metrics. */
  private static void add(ProbeTimes times, Family hits, Family calls) {
    String name = times.type().name();
    long count =
        times.type().isCall()
            ? calls.add(times.durations(), times.exemplars(), name)
            : times.hits();
    hits.addCount(count, name);
  }

  private Family torn() {
    Family family =
        Family.counter("jftrace_probe_torn", "Calls whose entry or return is missing.", "probe");
    for (ProbeTimes times : all) {
      if (times.type().isCall()) {
        family.addCount(times.torn(), times.type().name());
      }
    }
    return family;
  }
}
