// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.probes.ProbeHit;
import io.jftrace.timeline.probes.ProbeType;

/** What is added up of one probe: written by the reader's thread, read by scrapes. */
final class ProbeTimes {

  private static final int HITS = 0;
  private static final int TORN = 1;

  private final ProbeType type;
  private final MemoryFunction memoryFunction;
  private final Sums counts = new Sums(TORN + 1);
  private final Histogram durations = new Histogram();
  private final Exemplars exemplars = Exemplars.ofBuckets();

  ProbeTimes(ProbeType type) {
    this.type = type;
    this.memoryFunction = MemoryFunction.of(type);
  }

  void add(ProbeHit hit) {
    if (type.isCall()) {
      long durationNanos = hit.endNanos() - hit.startNanos();
      int bucket = durations.record(durationNanos);
      if (exemplars.isDue(bucket, hit.endNanos())) {
        exemplars.offer(bucket, durationNanos, hit.endNanos(), hit.span());
      }
    } else {
      counts.add(HITS, 1);
    }
  }

  void addTorn(long count) {
    counts.add(TORN, count);
  }

  ProbeType type() {
    return type;
  }

  /** Null if the probe is not of that group. */
  MemoryFunction memoryFunction() {
    return memoryFunction;
  }

  /** Not of a call, whose hits are its durations. */
  long hits() {
    return counts.get(HITS);
  }

  long torn() {
    return counts.get(TORN);
  }

  Histogram durations() {
    return durations;
  }

  Exemplars exemplars() {
    return exemplars;
  }
}
