// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.ArrayList;
import java.util.List;

/** The metrics about the tracing itself: what it cost and what it missed. */
record HealthMetrics(AgentHealth health) {

  List<MetricFamilySamples> families() {
    List<MetricFamilySamples> families = new ArrayList<>();
    families.addAll(new SourceMetrics(health.source()).families());
    families.add(detailLevel());
    families.add(detailShed());
    families.add(
        Family.count(
            "jftrace_waits_asked",
            "Waits that were asked about while they lasted.",
            health.inspection().asked()));
    families.add(
        Family.count(
            "jftrace_waits_unasked",
            "Waits that were not asked about, to bound the cost.",
            health.inspection().unasked()));
    families.addAll(new SpanMetrics(health.breakdowns(), health.spans()).families());
    families.add(agentCpu());
    return families;
  }

  private MetricFamilySamples detailLevel() {
    Family family =
        Family.gauge(
            "jftrace_detail_level",
            "Detail passed on: 3 all, 2 no spans, 1 only long waits in JFR, 0 no waits.");
    family.addCount(health.detail().level());
    return family.build();
  }

  private MetricFamilySamples detailShed() {
    Family family =
        Family.counter(
            "jftrace_detail_shed", "Waits that were not passed on under overload.", "detail");
    family.addCount(health.detail().spansLeftOut(), "spans");
    family.addCount(health.detail().jfrLeftOut(), "jfr");
    return family.build();
  }

  private MetricFamilySamples agentCpu() {
    Family family =
        Family.counter("jftrace_agent_cpu_seconds", "CPU time of the thread that reads events.");
    family.addNanos(health.source().readerCpuNanos());
    return family.build();
  }
}
