// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.overload;

import io.jftrace.timeline.scheduler.SourceHealth;

/** Of a source with one CPU, and nothing but losses. */
public final class LossHealth implements SourceHealth {

  public long losses;

  @Override
  public int cpus() {
    return 1;
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
    return losses;
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
