// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.BreakdownHealth;
import io.jftrace.timeline.DetailHealth;
import io.jftrace.timeline.InspectionHealth;
import io.jftrace.timeline.SpansHealth;
import io.jftrace.timeline.scheduler.SourceHealth;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.List;
import java.util.function.IntToLongFunction;

/** The metrics about the tracing itself: what it cost and what it missed. */
final class HealthMetrics {

  private final SourceHealth health;
  private final DetailHealth detail;
  private final InspectionHealth inspection;
  private final BreakdownHealth breakdowns;
  private final SpansHealth spans;

  HealthMetrics(
      SourceHealth health,
      DetailHealth detail,
      InspectionHealth inspection,
      BreakdownHealth breakdowns,
      SpansHealth spans) {
    this.health = health;
    this.detail = detail;
    this.inspection = inspection;
    this.breakdowns = breakdowns;
    this.spans = spans;
  }

  List<MetricFamilySamples> families() {
    return List.of(
        eventsRead(),
        eventsLost(),
        dataLosses(),
        malformed(),
        ringBuffer(),
        readerBuffer(),
        eventsDisordered(),
        switchInsInferred(),
        readerLag(),
        detailLevel(),
        detailShed(),
        waitsAsked(),
        waitsUnasked(),
        spanBreakdowns(),
        spansExported(),
        spansDropped(),
        spansSummed(),
        agentCpu());
  }

  private MetricFamilySamples eventsRead() {
    Family family = Family.counter("jftrace_events_read", "Kernel events read.", "cpu");
    return perCpu(family, health::eventsRead);
  }

  private MetricFamilySamples eventsLost() {
    Family family =
        Family.counter(
            "jftrace_events_lost", "Kernel events overwritten before they were read.", "cpu");
    return perCpu(family, health::eventsLost);
  }

  private MetricFamilySamples dataLosses() {
    Family family =
        Family.counter(
            "jftrace_data_losses",
            "How often kernel events were lost, counted ones and others.",
            "cpu");
    return perCpu(family, health::losses);
  }

  private MetricFamilySamples malformed() {
    Family family =
        Family.counter("jftrace_malformed", "Kernel data that could not be decoded.", "kind");
    health.forEachMalformed((kind, count) -> family.addCount(count, kind));
    return family.build();
  }

  private MetricFamilySamples ringBuffer() {
    Family family =
        Family.gauge("jftrace_ring_buffer_bytes", "Memory of the kernel's buffers, all CPUs.");
    family.addCount(health.ringBufferBytes());
    return family.build();
  }

  private MetricFamilySamples readerBuffer() {
    Family family =
        Family.gauge("jftrace_reader_buffer_bytes", "Memory of the reader's buffers, all CPUs.");
    family.addCount(health.readerBufferBytes());
    return family.build();
  }

  private MetricFamilySamples perCpu(Family family, IntToLongFunction count) {
    for (int i = 0; i < health.cpus(); i++) {
      family.addCount(count.applyAsLong(i), Integer.toString(health.cpu(i)));
    }
    return family.build();
  }

  private MetricFamilySamples eventsDisordered() {
    Family family =
        Family.counter("jftrace_events_disordered", "Kernel events that arrived out of order.");
    family.addCount(health.eventsDisordered());
    return family.build();
  }

  private MetricFamilySamples switchInsInferred() {
    Family family =
        Family.counter(
            "jftrace_switch_ins_inferred",
            "Switch-ins that the kernel did not record, taken to be at the wake-up.");
    family.addCount(health.switchInsInferred());
    return family.build();
  }

  private MetricFamilySamples readerLag() {
    Family family =
        Family.gauge("jftrace_reader_lag_seconds", "How far the metrics are behind the kernel.");
    family.addNanos(health.lagNanos());
    return family.build();
  }

  private MetricFamilySamples detailLevel() {
    Family family =
        Family.gauge(
            "jftrace_detail_level",
            "Detail passed on: 3 all, 2 no spans, 1 only long waits in JFR, 0 no waits.");
    family.addCount(detail.level());
    return family.build();
  }

  private MetricFamilySamples detailShed() {
    Family family =
        Family.counter(
            "jftrace_detail_shed", "Waits that were not passed on under overload.", "detail");
    family.addCount(detail.spansLeftOut(), "spans");
    family.addCount(detail.jfrLeftOut(), "jfr");
    return family.build();
  }

  private MetricFamilySamples waitsAsked() {
    Family family =
        Family.counter("jftrace_waits_asked", "Waits that were asked about while they lasted.");
    family.addCount(inspection.asked());
    return family.build();
  }

  private MetricFamilySamples waitsUnasked() {
    Family family =
        Family.counter(
            "jftrace_waits_unasked", "Waits that were not asked about, to bound the cost.");
    family.addCount(inspection.unasked());
    return family.build();
  }

  private MetricFamilySamples spanBreakdowns() {
    Family family =
        Family.counter(
            "jftrace_span_breakdowns", "Spans that were to be told where time went.", "result");
    family.addCount(breakdowns.answered(), "answered");
    family.addCount(breakdowns.dropped(), "dropped");
    family.addCount(breakdowns.torn(), "torn");
    return family.build();
  }

  private MetricFamilySamples spansExported() {
    Family family = Family.counter("jftrace_spans_exported", "Spans that all outputs have taken.");
    family.addCount(spans.exported());
    return family.build();
  }

  private MetricFamilySamples spansDropped() {
    Family family =
        Family.counter("jftrace_spans_dropped", "Spans that were not exported.", "reason");
    family.addCount(spans.dropped(), "queue_full");
    family.addCount(spans.failed(), "failed");
    return family.build();
  }

  private MetricFamilySamples spansSummed() {
    Family family =
        Family.counter(
            "jftrace_spans_summed",
            "Waits and calls beyond a budget, which got no span of their own.");
    family.addCount(spans.summed());
    return family.build();
  }

  private MetricFamilySamples agentCpu() {
    Family family =
        Family.counter("jftrace_agent_cpu_seconds", "CPU time of the thread that reads events.");
    family.addNanos(health.readerCpuNanos());
    return family.build();
  }
}
