// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.BlockRequest;
import io.jftrace.timeline.LaneNames;
import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.PoolNames;
import io.jftrace.timeline.SystemCall;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.probes.ProbeHit;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.scheduler.StateTimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up the timeline by pool, and by probe. Allocates only when a pool is seen for the first
 * time, and for exemplars.
 */
final class PoolSink implements TimelineSink {

  private final PoolNames names;
  private final ProbeMetrics probes;
  private final BlockTimes blocks = new BlockTimes();

  // For the one thread that calls the sink.
  private final Map<String, PoolTimes> byPool = new HashMap<>();
  private PoolTimes last;
  private String lastPool;

  /** For the scrapes: replaced by a longer list for each new pool, never changed. */
  private volatile List<PoolTimes> published = List.of();

  PoolSink(PoolNames names, ProbeMetrics probes) {
    this.names = names;
    this.probes = probes;
  }

  @Override
  public void offCpu(OffCpuInterval interval) {
    of(interval.thread()).add(interval);
  }

  @Override
  public void queued(TracedThread thread, long queuedNanos, long startNanos) {
    of(thread).addQueued(startNanos - queuedNanos);
  }

  @Override
  public void stateTime(TracedThread thread, StateTimes delta) {
    of(thread).add(delta);
  }

  @Override
  public void systemCall(SystemCall call) {
    of(call.thread()).activity().add(call);
  }

  @Override
  public void blockRequest(BlockRequest request) {
    of(request.thread()).activity().add(request);
    blocks.add(request);
  }

  @Override
  public void pageFault(
      TracedThread thread, long startNanos, long endNanos, long address, boolean major) {
    of(thread).activity().addFault(endNanos - startNanos, major);
  }

  @Override
  public void probeHit(ProbeHit hit) {
    probes.add(hit);
    MemoryFunction function = probes.memoryFunction(hit.type());
    if (function != null) {
      of(hit.thread()).activity().add(function, hit);
    }
  }

  @Override
  public void probeTorn(ProbeType type, long count) {
    probes.addTorn(type, count);
  }

  /** Requests to block devices, of all pools together. */
  BlockTimes blocks() {
    return blocks;
  }

  /** All pools so far, by name. */
  List<PoolTimes> pools() {
    return published;
  }

  @SuppressWarnings("ReferenceEquality") // The same thread gives the same String again.
  private PoolTimes of(TracedThread thread) {
    String pool = thread.pool(names);
    if (pool == lastPool) {
      return last;
    }
    PoolTimes times = byPool.get(pool);
    if (times == null) {
      times = added(pool);
    }
    lastPool = pool;
    last = times;
    return times;
  }

  private PoolTimes added(String pool) {
    PoolTimes times = new PoolTimes(pool);
    byPool.put(pool, times);
    List<PoolTimes> all = new ArrayList<>(byPool.values());
    all.removeIf(each -> each.pool().equals(LaneNames.POOL));
    all.sort(Comparator.comparing(PoolTimes::pool));
    published = List.copyOf(all);
    return times;
  }
}
