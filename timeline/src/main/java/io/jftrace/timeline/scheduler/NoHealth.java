// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

/** Counters that are all 0: of no source, and for those that have a few of them only. */
public class NoHealth implements SourceHealth {

  @Override
  public int cpus() {
    return 0;
  }

  @Override
  public int cpu(int index) {
    return 0;
  }

  @Override
  public long eventsRead(int index) {
    return 0;
  }

  @Override
  public long eventsLost(int index) {
    return 0;
  }

  @Override
  public long losses(int index) {
    return 0;
  }

  @Override
  public long ringBufferBytes() {
    return 0;
  }

  @Override
  public long readerBufferBytes() {
    return 0;
  }

  @Override
  public long eventsDisordered() {
    return 0;
  }

  @Override
  public long switchInsInferred() {
    return 0;
  }

  @Override
  public long lagNanos() {
    return 0;
  }

  @Override
  public long readerCpuNanos() {
    return 0;
  }
}
