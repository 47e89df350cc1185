// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.exemplars.Exemplar;
import java.util.ArrayList;
import java.util.List;

/** A metric and its samples under construction, one scrape's worth. */
final class Family {

  private static final double NANOS_PER_SECOND = 1e9;

  private final String name;
  private final Collector.Type type;
  private final String help;
  private final List<String> labelNames;
  private final List<Sample> samples = new ArrayList<>();

  private Family(String name, Collector.Type type, String help, String... labelNames) {
    this.name = name;
    this.type = type;
    this.help = help;
    this.labelNames = List.of(labelNames);
  }

  /** The name is the family's, as OpenMetrics has it: without {@code _total}. */
  static Family counter(String name, String help, String... labelNames) {
    return new Family(name, Collector.Type.COUNTER, help, labelNames);
  }

  /** A counter with one series, which has no labels. */
  static MetricFamilySamples count(String name, String help, long count) {
    Family family = counter(name, help);
    family.addCount(count);
    return family.build();
  }

  static Family gauge(String name, String help) {
    return new Family(name, Collector.Type.GAUGE, help);
  }

  static Family histogram(String name, String help, String labelName) {
    return new Family(name, Collector.Type.HISTOGRAM, help, labelName);
  }

  /** The name is the family's: without {@code _info}. */
  static Family info(String name, String help, String labelName) {
    return new Family(name, Collector.Type.INFO, help, labelName);
  }

  void add(double value, String... labels) {
    add(value, null, labels);
  }

  private void add(double value, Exemplar exemplar, String... labels) {
    samples.add(new Sample(name + suffix(), labelNames, List.of(labels), value, exemplar));
  }

  void addCount(long count, String... labels) {
    add((double) count, labels);
  }

  void addNanos(long nanos, String... labels) {
    add(nanos / NANOS_PER_SECOND, labels);
  }

  /** Of many possible series, only those that say something. */
  void addCountIfAny(long count, String... labels) {
    addCountIfAny(count, null, labels);
  }

  /**
   * Of many possible series, only those that say something.
   *
   * @param exemplar shown by the OpenMetrics format only; null if there is none
   */
  void addCountIfAny(long count, Exemplar exemplar, String... labels) {
    if (count != 0) {
      add((double) count, exemplar, labels);
    }
  }

  /** Of many possible series, only those that say something. */
  void addNanosIfAny(long nanos, String... labels) {
    addNanosIfAny(nanos, null, labels);
  }

  /** See {@link #addCountIfAny(long, Exemplar, String...)}. */
  void addNanosIfAny(long nanos, Exemplar exemplar, String... labels) {
    if (nanos != 0) {
      add(nanos / NANOS_PER_SECOND, exemplar, labels);
    }
  }

  /**
   * The count is the sum of the buckets that were read, so that it equals the last of them.
   *
   * @param exemplars shown by the OpenMetrics format only
   * @return the count
   */
  long add(Histogram histogram, Exemplars exemplars, String label) {
    List<String> bucketLabels = List.of(labelNames.get(0), "le");
    long count = 0;
    for (int i = 0; i < Buckets.COUNT; i++) {
      // Before the count, which then has the call that it is of.
      Exemplar exemplar = exemplars.of(i);
      count += histogram.count(i);
      List<String> labels = List.of(label, Buckets.label(i));
      samples.add(new Sample(name + "_bucket", bucketLabels, labels, count, exemplar));
    }
    samples.add(new Sample(name + "_count", labelNames, List.of(label), count));
    double sum = histogram.sumNanos() / NANOS_PER_SECOND;
    samples.add(new Sample(name + "_sum", labelNames, List.of(label), sum));
    return count;
  }

  /** Of several possible series, only those that say something. */
  void addIfAny(Histogram histogram, Exemplars exemplars, String label) {
    if (!histogram.isEmpty()) {
      add(histogram, exemplars, label);
    }
  }

  /** Adds the metric to others, if it has any series. */
  void buildInto(List<MetricFamilySamples> families) {
    if (!samples.isEmpty()) {
      families.add(build());
    }
  }

  MetricFamilySamples build() {
    String unit = name.endsWith("_seconds") ? "seconds" : name.endsWith("_bytes") ? "bytes" : "";
    return new MetricFamilySamples(name, unit, type, help, samples);
  }

  private String suffix() {
    return switch (type) {
      case COUNTER -> "_total";
      case INFO -> "_info";
      default -> "";
    };
  }
}
