// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import io.jftrace.agent.config.AgentConfig;
import io.jftrace.agent.overload.Overload;
import io.jftrace.exporter.otel.OtelExporter;
import io.jftrace.exporter.otel.OtelSettings;
import io.jftrace.exporter.otel.OtelVariables;
import io.jftrace.exporter.prometheus.AgentHealth;
import io.jftrace.exporter.prometheus.PrometheusExporter;
import io.jftrace.exporter.prometheus.PrometheusSettings;
import io.jftrace.jfr.Drain;
import io.jftrace.timeline.BreakdownHealth;
import io.jftrace.timeline.InspectionHealth;
import io.jftrace.timeline.PoolNames;
import io.jftrace.timeline.SinkFanOut;
import io.jftrace.timeline.SpanEndSink;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.SpansHealth;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.scheduler.SchedulerSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The outputs that the configuration asks for; one that cannot be had is told and left out. */
final class Outputs implements SpanEndSink {

  private static final int MAX_POOLS = 64;

  private final Log log;
  private final Overload overload;
  private final SpanSource activeSpans;
  private final SinkFanOut sinks = new SinkFanOut();
  private final List<String> names = new ArrayList<>();
  private JfrSwitch jfr = JfrSwitch.OFF;
  private OtelExporter spans;
  private NowhereToExport nowhere = NowhereToExport.NO;
  private PrometheusExporter metrics;

  Outputs(Log log, Overload overload, SpanSource activeSpans) {
    this.log = log;
    this.overload = overload;
    this.activeSpans = activeSpans;
  }

  void open(
      AgentConfig config,
      SchedulerSource source,
      InspectionHealth inspection,
      BreakdownHealth breakdowns,
      Drain drain) {
    if (config.jfr()) {
      openJfr(source, drain);
    }
    if (config.spans()) {
      openSpans(config);
    }
    if (config.prometheus()) {
      openMetrics(config, source, inspection, breakdowns);
    }
  }

  private void openJfr(SchedulerSource source, Drain drain) {
    jfr = JfrSwitch.open(source.health(), source.probes(), activeSpans, drain, log);
    if (jfr != JfrSwitch.OFF) {
      sinks.add(overload.jfr(jfr.sink(), jfr::wants));
      names.add("JFR");
    }
  }

  private void openSpans(AgentConfig config) {
    Function<String, String> variables =
        OtelVariables.propertiesThenEnvironment(System::getProperty, System::getenv);
    try {
      OtelExporter.open(
              new OtelSettings(
                  variables,
                  config.spansFile(),
                  config.spansMinDurationNanos(),
                  config.spansMaxPerParent(),
                  config.spansMaxPerSecond(),
                  config.probesTexts(),
                  Version.TEXT,
                  log::warn))
          .ifPresentOrElse(
              exporter -> {
                spans = exporter;
                sinks.add(overload.spans(exporter.sink(), config.spansMinDurationNanos()));
                names.add(exporter.description());
              },
              () -> nowhere = NowhereToExport.of(variables));
    } catch (IOException e) {
      log.error("no spans: " + e.getMessage());
    }
  }

  private void openMetrics(
      AgentConfig config,
      SchedulerSource source,
      InspectionHealth inspection,
      BreakdownHealth breakdowns) {
    try {
      metrics =
          PrometheusExporter.start(
              new PrometheusSettings(config.prometheusHost(), config.prometheusPort()),
              new AgentHealth(
                  source.health(),
                  overload,
                  inspection,
                  breakdowns,
                  spans == null ? SpansHealth.NONE : spans),
              new PoolNames(MAX_POOLS),
              source.probes(),
              Version.TEXT);
      sinks.add(metrics.sink());
      names.add(metrics.address().toString());
    } catch (IOException e) {
      log.error("no metrics: " + e.getMessage());
    }
  }

  /** Gets the outputs' sinks as they are opened. */
  TimelineSink sink() {
    return sinks;
  }

  @Override
  public void ended(String traceId, String spanId, long endEpochNanos) {
    if (spans != null) {
      spans.ended(traceId, spanId, endEpochNanos);
    }
  }

  @Override
  public void endsPassed() {
    if (spans != null) {
      spans.endsPassed();
    }
  }

  @Override
  public void finished(SpanRef span) {
    if (spans != null) {
      spans.finished(span);
    }
  }

  /** For the start line. */
  String description() {
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }

  void beforeDrain() {
    jfr.beforeDrain();
  }

  /**
   * To be called after each drain.
   *
   * @param spansSeen whether the application has spans
   */
  void afterDrain(BooleanSupplier spansSeen) {
    nowhere.check(spansSeen, log::info);
  }

  /**
   * Flushes and closes all.
   *
   * @param jvmEnds JFR may then hold its lock for long, and there is nothing to unregister from
   */
  void close(boolean jvmEnds) {
    if (spans != null) {
      // Waits for an endpoint, but less long than the JVM for us.
      spans.close();
    }
    if (metrics != null) {
      metrics.close();
    }
    if (!jvmEnds) {
      jfr.close();
    }
  }
}
