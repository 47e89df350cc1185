// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.BreakdownHealth;
import io.jftrace.timeline.SpansHealth;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.List;

/**
 * What came of the application's spans.
 *
 * @param breakdowns what they themselves were told
 * @param children the agent's spans inside them
 */
record SpanMetrics(BreakdownHealth breakdowns, SpansHealth children) {

  List<MetricFamilySamples> families() {
    return List.of(
        answers(),
        Family.count(
            "jftrace_spans_exported",
            "The agent's child spans that every output (OTLP, Zipkin, file) has taken.",
            children.exported()),
        dropped(),
        Family.count(
            "jftrace_spans_summed",
            "Waits and calls beyond a budget, which got no span of their own.",
            children.summed()));
  }

  private MetricFamilySamples answers() {
    Family family =
        Family.counter(
            "jftrace_span_breakdowns", "Spans that were to be told where time went.", "result");
    family.addCount(breakdowns.answered(), "answered");
    family.addCount(breakdowns.dropped(), "dropped");
    family.addCount(breakdowns.torn(), "torn");
    return family.build();
  }

  private MetricFamilySamples dropped() {
    Family family =
        Family.counter(
            "jftrace_spans_dropped", "The agent's child spans that were not exported.", "reason");
    family.addCount(children.dropped(), "queue_full");
    family.addCount(children.failed(), "failed");
    return family.build();
  }
}
