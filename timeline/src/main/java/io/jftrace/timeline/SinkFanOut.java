// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import io.jftrace.timeline.probes.ProbeHit;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.scheduler.StateTimes;
import java.util.Arrays;

/** Passes everything to several sinks, in order. */
public final class SinkFanOut implements TimelineSink {

  private TimelineSink[] sinks = {};

  /** Adds a sink; by the thread that calls the others, or before it does. */
  public void add(TimelineSink sink) {
    sinks = Arrays.copyOf(sinks, sinks.length + 1);
    sinks[sinks.length - 1] = sink;
  }

  @Override
  public void offCpu(OffCpuInterval interval) {
    for (TimelineSink sink : sinks) {
      sink.offCpu(interval);
    }
  }

  @Override
  public void queued(TracedThread thread, long queuedNanos, long startNanos) {
    for (TimelineSink sink : sinks) {
      sink.queued(thread, queuedNanos, startNanos);
    }
  }

  @Override
  public void stateTime(TracedThread thread, StateTimes delta) {
    for (TimelineSink sink : sinks) {
      sink.stateTime(thread, delta);
    }
  }

  @Override
  public void systemCall(SystemCall call) {
    for (TimelineSink sink : sinks) {
      sink.systemCall(call);
    }
  }

  @Override
  public void blockRequest(BlockRequest request) {
    for (TimelineSink sink : sinks) {
      sink.blockRequest(request);
    }
  }

  @Override
  public void pageFault(
      TracedThread thread, long startNanos, long endNanos, long address, boolean major) {
    for (TimelineSink sink : sinks) {
      sink.pageFault(thread, startNanos, endNanos, address, major);
    }
  }

  @Override
  public void probeHit(ProbeHit hit) {
    for (TimelineSink sink : sinks) {
      sink.probeHit(hit);
    }
  }

  @Override
  public void probeTorn(ProbeType type, long count) {
    for (TimelineSink sink : sinks) {
      sink.probeTorn(type, count);
    }
  }

  @Override
  public void marker(TracedThread thread, long timeNanos, String text) {
    for (TimelineSink sink : sinks) {
      sink.marker(thread, timeNanos, text);
    }
  }

  @Override
  public void dataLoss(int cpu, long startNanos, long endNanos, long count) {
    for (TimelineSink sink : sinks) {
      sink.dataLoss(cpu, startNanos, endNanos, count);
    }
  }

  @Override
  public void complete(long untilNanos) {
    for (TimelineSink sink : sinks) {
      sink.complete(untilNanos);
    }
  }
}
