// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.scheduler.SourceHealth;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.List;
import java.util.function.IntToLongFunction;

/** How the kernel's events were read. */
record SourceMetrics(SourceHealth health) {

  List<MetricFamilySamples> families() {
    return List.of(
        perCpu("jftrace_events_read", "Kernel events read.", health::eventsRead),
        perCpu(
            "jftrace_events_lost",
            "Kernel events overwritten before they were read.",
            health::eventsLost),
        perCpu(
            "jftrace_data_losses",
            "How often kernel events were lost, counted ones and others.",
            health::losses),
        malformed(),
        bytes(
            "jftrace_ring_buffer_bytes",
            "Memory of the kernel's buffers, all CPUs.",
            health.ringBufferBytes()),
        bytes(
            "jftrace_reader_buffer_bytes",
            "Memory of the reader's buffers, all CPUs.",
            health.readerBufferBytes()),
        Family.count(
            "jftrace_events_disordered",
            "Kernel events that arrived out of order.",
            health.eventsDisordered()),
        Family.count(
            "jftrace_switch_ins_inferred",
            "Switch-ins that the kernel did not record, taken to be at the wake-up.",
            health.switchInsInferred()),
        lag());
  }

  private MetricFamilySamples perCpu(String name, String help, IntToLongFunction count) {
    Family family = Family.counter(name, help, "cpu");
    for (int i = 0; i < health.cpus(); i++) {
      family.addCount(count.applyAsLong(i), Integer.toString(health.cpu(i)));
    }
    return family.build();
  }

  private MetricFamilySamples malformed() {
    Family family =
        Family.counter("jftrace_malformed", "Kernel data that could not be decoded.", "kind");
    health.forEachMalformed((kind, count) -> family.addCount(count, kind));
    return family.build();
  }

  private static MetricFamilySamples bytes(String name, String help, long sizeBytes) {
    Family family = Family.gauge(name, help);
    family.addCount(sizeBytes);
    return family.build();
  }

  private MetricFamilySamples lag() {
    Family family =
        Family.gauge("jftrace_reader_lag_seconds", "How far the metrics are behind the kernel.");
    family.addNanos(health.lagNanos());
    return family.build();
  }
}
