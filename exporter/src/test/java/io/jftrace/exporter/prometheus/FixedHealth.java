// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.scheduler.SourceHealth;
import java.util.List;

/** Counters of a source as a literal. */
record FixedHealth(
    List<Long> read,
    List<Long> lost,
    long eventsDisordered,
    long switchInsInferred,
    long lagNanos,
    long readerCpuNanos)
    implements SourceHealth {

  static final FixedHealth NONE = new FixedHealth(List.of(), List.of(), 0, 0, 0, 0);

  @Override
  public int cpus() {
    return read.size();
  }

  @Override
  public long eventsRead(int cpu) {
    return read.get(cpu);
  }

  @Override
  public long eventsLost(int cpu) {
    return lost.get(cpu);
  }
}
