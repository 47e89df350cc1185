// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.scheduler.SourceHealth;
import java.util.List;
import java.util.function.ObjLongConsumer;

/** Counters of a source as a literal. */
record FixedHealth(
    List<Long> read,
    List<Long> lost,
    List<Long> lossesByIndex,
    long ringBufferBytes,
    long readerBufferBytes,
    long eventsDisordered,
    long switchInsInferred,
    long lagNanos,
    long readerCpuNanos)
    implements SourceHealth {

  static final FixedHealth NONE =
      new FixedHealth(List.of(), List.of(), List.of(), 0, 0, 0, 0, 0, 0);

  @Override
  public int cpus() {
    return read.size();
  }

  @Override
  public int cpu(int index) {
    return index;
  }

  @Override
  public long eventsRead(int index) {
    return read.get(index);
  }

  @Override
  public long eventsLost(int index) {
    return lost.get(index);
  }

  @Override
  public long losses(int index) {
    return lossesByIndex.get(index);
  }

  @Override
  public void forEachMalformed(ObjLongConsumer<String> kinds) {
    kinds.accept("record_length", 3);
  }
}
